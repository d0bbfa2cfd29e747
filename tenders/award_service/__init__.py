"""What the pages of the Contract Award Service hold: a listing's entries, rows and groups of answers, and questions."""
