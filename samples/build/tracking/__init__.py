"""Edits a copy as a person does in Word: with tracked changes or without, and with comments."""
