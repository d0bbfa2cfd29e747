"""A PDF's pages, read as a person reads them: words with places, lines, columns, forms, tables, sections.

words     a page's words and rules, as pdfium gives them
lines     words into lines, lines into text
running   running heads and feet, found by what comes back from page to page
blocks    what a page is then made of: running text, rows of a form, rows of a table
forms     labels beside answers
layout    lines into blocks in reading order: columns, forms, tables
sections  blocks into the outline that all documents share, and its sections back to their pages
prints    opportunity pages printed to PDF
ocr       words of image pages, where a program that reads them is installed
"""
