#!/usr/bin/env python3
"""Rebuilds the PDF, Word and other Office files of the samples from the sources beside this script, and checks the question set.

    python3 build.py          build everything, then check
    python3 build.py office   build only what office.py holds (needs no other program)
    python3 build.py check    only check that every quote of questions.jsonl is where it says

Needs chromium, pandoc, qpdf, poppler-utils and the font Lato (Debian: fonts-lato). The same tools give the same bytes.
The Markdown, HTML and text documents of the samples have no source: they are written as they are.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import office

HERE = Path(__file__).resolve().parent
DOCS = HERE.parent / "docs"
STAMP = "20261101080000"  # a fixed date inside the files keeps rebuilds free of noise

PDF = {
    "leave-policy": "HR/leave-policy.pdf",
    "code-of-conduct": "Policies/code-of-conduct.pdf",
    "employee-handbook-2024": "Policies/employee-handbook-2024.pdf",
    "purchasing-policy": "Policies/purchasing-policy.pdf",
    "remote-work-abroad": "Policies/remote-work-abroad.pdf",
    "agent-7-safety-data-sheet": "Products/agent-7-safety-data-sheet.pdf",
    "heron-55-manual": "Products/heron-55-manual.pdf",
    "price-list-2026": "Products/price-list-2026.pdf",
}
DOCX = {
    "onboarding-checklist": "HR/onboarding-checklist.docx",
    "part-time": "HR/part-time.docx",
    "new-laptop": "IT/new-laptop.docx",
    "data-protection": "Policies/data-protection.docx",
    "travel": "Policies/travel.docx",
    "warranty-terms": "Products/warranty-terms.docx",
}


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, **options).stdout


# --- PDF: chromium prints the HTML, qpdf packs it

def build_pdf(source: Path, target: Path):
    with tempfile.TemporaryDirectory() as scratch:
        raw = Path(scratch, "raw.pdf")
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={scratch}/profile", f"--print-to-pdf={raw}", source.as_uri())
        dated = re.sub(rb"(/(?:Creation|Mod)Date \(D:)\d{14}", rb"\g<1>" + STAMP.encode(), raw.read_bytes())
        raw.write_bytes(dated)
        run("qpdf", "--object-streams=generate", "--recompress-flate", "--compression-level=9", "--deterministic-id",
            str(raw), str(target))


# --- Word: pandoc writes the text, the house style and the footer are put in here

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
FONT = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri" w:eastAsia="Calibri"/>'


def paragraph_style(style_id, name, size, *, before=0, after=120, bold=False, color="22272B", level=None, keep=False):
    outline = f'<w:outlineLvl w:val="{level}"/>' if level is not None else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="BodyText"/><w:qFormat/><w:pPr>{"<w:keepNext/><w:keepLines/>" if keep else ""}'
        f'<w:spacing w:before="{before}" w:after="{after}"/>{outline}</w:pPr>'
        f'<w:rPr>{FONT}{"<w:b/><w:bCs/>" if bold else ""}<w:color w:val="{color}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>')


STYLES = {
    "Title": paragraph_style("Title", "Title", 44, before=0, after=60, bold=True, color="1F4E5F", keep=True),
    "Subtitle": paragraph_style("Subtitle", "Subtitle", 24, after=60, color="5B6670", keep=True),
    "Author": paragraph_style("Author", "Author", 20, after=240, color="5B6670"),
    "Heading1": paragraph_style("Heading1", "heading 1", 30, before=360, bold=True, color="1F4E5F", level=0, keep=True),
    "Heading2": paragraph_style("Heading2", "heading 2", 24, before=240, after=80, bold=True, color="1F4E5F", level=1, keep=True),
    "BodyText": paragraph_style("BodyText", "Body Text", 21, before=80),
    "Compact": paragraph_style("Compact", "Compact", 21, before=30, after=30),
    "Table": (
        '<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>'
        + "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="C3D2D6"/>'
                  for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
        + '</w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E6F0F2"/></w:tcPr>'
        '</w:tblStylePr></w:style>'),
}


def house_style(styles: str) -> str:
    styles = styles.replace('w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"',
                            'w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"')
    styles = styles.replace('w:val="en-US"', 'w:val="en-GB"')
    for style_id, block in STYLES.items():
        styles, count = re.subn(rf'<w:style [^>]*w:styleId="{style_id}".*?</w:style>', lambda _: block, styles, flags=re.S)
        assert count == 1, f"style {style_id} replaced {count} times"
    return styles


def footer(text: str) -> str:
    def field(name):
        return (f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')
    return (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:ftr {W} {R}><w:p><w:pPr><w:pStyle w:val="Compact"/>'
            f'<w:tabs><w:tab w:val="right" w:pos="9356"/></w:tabs></w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
            f'<w:r><w:tab/></w:r><w:r><w:t xml:space="preserve">Page </w:t></w:r>{field("PAGE")}'
            f'<w:r><w:t xml:space="preserve"> of </w:t></w:r>{field("NUMPAGES")}</w:p></w:ftr>')


SECTION = ('<w:sectPr><w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/>'
           '<w:pgMar w:top="1361" w:right="1275" w:bottom="1247" w:left="1275" w:header="709" w:footer="567" w:gutter="0"/></w:sectPr>')


def build_docx(source: Path, target: Path):
    text = source.read_text("utf-8")
    title = re.search(r'^title: "?(.*?)"?$', text, re.M).group(1)
    with tempfile.TemporaryDirectory() as scratch:
        raw = Path(scratch, "raw.docx")
        run("pandoc", "--from=markdown-auto_identifiers", "--to=docx", f"--output={raw}", str(source),
            env={**os.environ, "SOURCE_DATE_EPOCH": "1793520000"})
        parts = {}
        with zipfile.ZipFile(raw) as package:
            for name in package.namelist():
                parts[name] = package.read(name)
    edit = lambda name, change: parts.__setitem__(name, change(parts[name].decode("utf-8")).encode("utf-8"))
    edit("word/styles.xml", house_style)
    edit("word/document.xml", lambda x: re.sub(r"<w:sectPr\s*/>|<w:sectPr>.*?</w:sectPr>", SECTION, x, flags=re.S))
    assert b"rIdFooter" in parts["word/document.xml"], source
    parts["word/footer1.xml"] = footer("Wexlund Cleaning Systems · " + title).encode("utf-8")
    edit("[Content_Types].xml", lambda x: x.replace("</Types>",
         '<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>'))
    edit("word/_rels/document.xml.rels", lambda x: x.replace("</Relationships>",
         '<Relationship Id="rIdFooter" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>'))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name in sorted(parts, key=lambda n: (n != "[Content_Types].xml", n)):
            package.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 8, 0, 0)), parts[name], zipfile.ZIP_DEFLATED, 9)


# --- the question set

class VisibleText(HTMLParser):
    def __init__(self, page: str):
        super().__init__()
        self.parts, self.hidden = [], 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("style", "script", "head")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("style", "script", "head")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def folded(text: str) -> str:
    return " ".join(text.split())


def text_of(path: Path, page: int | None) -> str:
    if path.suffix == ".pdf":
        return folded(run("pdftotext", "-f", str(page), "-l", str(page), str(path), "-").decode("utf-8"))
    if path.suffix == ".docx":
        return folded(run("pandoc", "--to=plain", "--wrap=none", str(path)).decode("utf-8"))
    if path.suffix == ".html":
        return folded("".join(VisibleText(path.read_text("utf-8")).parts))
    return folded(path.read_text("utf-8"))


def check() -> list[str]:
    faults, seen = [], set()
    lines = (HERE.parent / "questions.jsonl").read_text("utf-8").splitlines()
    for line in lines:
        entry = json.loads(line)
        where = entry["id"]
        if where in seen:
            faults.append(f"{where}: id used twice")
        seen.add(where)
        if list(entry) != ["id", "question", "answer", "evidence", "answerable", "must", "type"]:
            faults.append(f"{where}: fields are {list(entry)}")
        if entry["answerable"] != bool(entry["evidence"]) or entry["answerable"] != (entry["answer"] is not None):
            faults.append(f"{where}: answerable, answer and evidence do not fit together")
        for alternatives in entry["must"]:
            if not any(word.lower() in (entry["answer"] or "").lower() for word in alternatives):
                faults.append(f"{where}: its own answer does not meet must {alternatives}")
        for item in entry["evidence"]:
            path = DOCS / item["file"]
            if not path.is_file():
                faults.append(f"{where}: no file {item['file']}")
            elif (path.suffix == ".pdf") != ("page" in item):
                faults.append(f"{where}: PDFs need a page, other files have none: {item['file']}")
            elif folded(item["quote"]) not in text_of(path, item.get("page")):
                faults.append(f"{where}: not on the page: {item['file']} {item.get('page', '')}: {item['quote']}")
    print(f"{len(lines)} questions, {len(faults)} faults")
    return faults


def main():
    if sys.argv[1:] not in ([], ["check"], ["office"]):
        sys.exit(__doc__)
    if sys.argv[1:] != ["check"]:
        print("\n".join(office.build(DOCS)))
    if sys.argv[1:] == ["office"]:
        return
    if not sys.argv[1:]:
        for name, target in PDF.items():
            build_pdf(HERE / "pdf" / f"{name}.html", DOCS / target)
            print(target)
        for name, target in DOCX.items():
            build_docx(HERE / "docx" / f"{name}.md", DOCS / target)
            print(target)
    faults = check()
    print("\n".join(faults))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
