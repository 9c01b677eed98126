"""正文 letter: from the letter part of a notice to typed header values."""

from zhida.documents.parsing.letter.amounts import AmountIn, amounts_in
from zhida.documents.parsing.letter.codes import CodeIn, codes_in
from zhida.documents.parsing.letter.deadlines import deadline_of, deadlines_in
from zhida.documents.parsing.letter.letter import Letter, read_letter
from zhida.documents.parsing.letter.mentions import funds_in, years_in
from zhida.documents.parsing.letter.numbers import document_numbers_in
from zhida.documents.parsing.letter.obligations import obligations_in
from zhida.documents.parsing.letter.passages import Passage, passage_of

__all__ = [
    "AmountIn",
    "CodeIn",
    "Letter",
    "Passage",
    "amounts_in",
    "codes_in",
    "deadline_of",
    "deadlines_in",
    "document_numbers_in",
    "funds_in",
    "obligations_in",
    "passage_of",
    "read_letter",
    "years_in",
]
