"""What a committee is given: a note, pictures, a workbook, data. None of it says what to choose."""
