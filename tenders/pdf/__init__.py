"""A PDF's pages, read as a person reads them: words with places, lines, columns, tables, sections.

words     a page's words and rules, as pdfium gives them
lines     words into lines, lines into text
running   running heads and feet, found by what comes back from page to page
layout    lines into blocks in reading order: columns, rows of a label and its answer, tables
sections  blocks into the labelled sections of a document
ocr       words of image pages, where a program that reads them is installed
"""
