"""Two reports side by side as files: one page, a Word document, a workbook."""
