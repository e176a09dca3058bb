"""What is written from the final text: for readers, for contributors, for who decides."""
