"""ZIP archives: a tender pack is one tender with several documents.

Members are opened in memory and never written anywhere. What leads out of the archive, links, and what no reader takes
are named as not read. With more than one document read, each section is labelled with its document's name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from tenders import readers
from tenders.archive import Allowance, Archive, is_archive, shown, strays
from tenders.document import Document, Section
from tenders.errors import UnreadableError
from tenders.outline import SOURCE, TEXT, unique

DEEPEST = 2  # a pack in a pack is read, a pack in that is not
MOST_READ = 100  # members; the largest real pack seen has 41
# What systems put beside the documents.
LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
UNKNOWN = "a kind of file that Riffle does not read"
NAMED = 3  # members that an error names


class Pack:
    """Reads every member that a reader takes."""

    name: ClassVar[str] = "a ZIP of these"
    media_type: ClassVar[str] = "application/zip"
    suffixes: ClassVar[tuple[str, ...]] = (".zip",)
    order: ClassVar[int] = 10

    def recognises(self, raw: bytes) -> bool:
        return is_archive(raw)

    def read(self, raw: bytes) -> Document:
        archive = Archive(raw, Allowance())
        if is_office(archive):
            raise UnreadableError("is an Office file of a kind that Riffle does not read: save it as DOCX, ODT, ODS or PDF")
        members = tuple(members_of(archive, depth=1))
        documents = [member for member in members if member.document is not None]
        if not members:
            raise UnreadableError("is an empty archive: put the documents into it again")
        if not documents:
            why = "; ".join(member.why for member in members[:NAMED])
            more = f" and {len(members) - NAMED} more" if len(members) > NAMED else ""
            raise UnreadableError(f"holds no document that Riffle reads ({why}{more}): give the documents themselves")
        return joined(members)


READER = Pack()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of a pack: what was read of it, or why it was not, in words that start with its name."""

    name: str
    document: Document | None = None
    why: str = ""

    @property
    def richness(self) -> int:
        """How many known fields were found in it."""
        return len(self.document.by_field.keys() - {TEXT}) if self.document else 0


def members_of(archive: Archive, depth: int, folder: str = "") -> Iterator[Member]:
    """Each document of a pack and of the packs in it, by name."""
    count = 0
    for key, info in sorted(archive.infos.items()):
        name = shown(folder + key.replace("\\", "/"))
        if info.is_dir() or any(part in key for part in LITTER):
            continue
        if why := strays(info):
            yield Member(name=name, why=f"{name}: {why}")
            continue
        count += 1
        if count > MOST_READ:
            yield Member(name=name, why=f"{name}: Riffle reads the first {MOST_READ} documents of a pack")
            continue
        try:
            yield from opened(archive.read(key), name, archive.allowance, depth)
        except UnreadableError as error:
            yield Member(name=name, why=f"{name}: {error}")
            if archive.allowance.left < 0:
                raise


def opened(raw: bytes, name: str, allowance: Allowance, depth: int) -> Iterator[Member]:
    """A member's document, or those of a pack. Raises UnreadableError."""
    reader = next((reader for reader in readers.readers() if reader.recognises(raw)), None)
    if reader is None:
        yield Member(name=name, why=f"{name}: {UNKNOWN if raw.strip() else 'an empty file'}")
    elif reader is not READER:
        yield Member(name=name, document=readers.read(raw))
    elif is_office(inside := Archive(raw, allowance)):
        yield Member(name=name, why=f"{name}: {UNKNOWN}")
    elif depth >= DEEPEST:
        yield Member(name=name, why=f"{name}: a pack inside a pack inside a pack")
    else:
        yield from members_of(inside, depth + 1, f"{name}/")


def is_office(archive: Archive) -> bool:
    """Whether an archive is an Office file, of a kind that has no reader: those that have one are recognised before."""
    return "[Content_Types].xml" in archive or "mimetype" in archive


def joined(members: tuple[Member, ...]) -> Document:
    """One document of all that were read: the one that answers most goes first, the others by name."""
    read = sorted((member for member in members if member.document), key=lambda member: (-member.richness, member.name))
    documents = [(member.name, member.document) for member in read if member.document]
    several = len(documents) > 1
    not_read = [member.why for member in members if member.document is None]
    not_read += [f"{name}: {what}" if several else what for name, document in documents for what in document.not_read]
    sections = (section for name, document in documents for section in (prefixed(name, document) if several else document.sections))
    return Document(
        source=SOURCE,
        notice_id=next((document.notice_id for _, document in documents if document.notice_id), None),
        sections=tuple(unique(sections)),
        read_share=sum(document.read_share for _, document in documents) / len(members),
        not_read=tuple(not_read),
    )


def prefixed(name: str, document: Document) -> Iterator[Section]:
    """A document's sections, labelled with its name."""
    return (replace(section, label=f"{name}: {section.label}") for section in document.sections)
