"""Writes the spreadsheets, slides, OpenDocument and RTF files of the samples, part by part, with nothing but the standard library.

Called by build.py. Every file is short enough to stand here as it is: change the text below and build again.
"""
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

STAMP = (2026, 11, 1, 8, 0, 0)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = " ".join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for p, n in
               (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("manifest", "manifest")))


def pack(target: Path, parts: dict[str, str]):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, content in parts.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name, STAMP), content.encode("utf-8"), method, 9)


def relationships(*entries):
    return f'<Relationships xmlns="{PACKAGE}/relationships">' + "".join(
        f'<Relationship Id="{i}" Type="{OFFICE}/{t}" Target="{target}"/>' for i, t, target in entries) + "</Relationships>"


def content_types(*overrides):
    return (f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            + "".join(f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>' for part, kind in overrides)
            + "</Types>")


def letters(column):
    return chr(ord("A") + column)


def xlsx(target: Path, title: str, sheets: list[tuple[str, list[list]]]):
    """Texts, numbers, and dates as ("date", days since 1899-12-30) or amounts as ("euro", value)."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    def cell(value, at):
        if isinstance(value, tuple):
            return f'<c r="{at}" s="{ {"date": 1, "euro": 2}[value[0]] }"><v>{value[1]}</v></c>'
        if isinstance(value, (int, float)):
            return f'<c r="{at}"><v>{value}</v></c>'
        return f'<c r="{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>' if value else ""

    def sheet(rows):
        body = "".join(f'<row r="{r}">' + "".join(cell(v, f"{letters(c)}{r}") for c, v in enumerate(row)) + "</row>" for r, row in enumerate(rows, 1))
        return f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>'

    names = [f"xl/worksheets/sheet{i}.xml" for i in range(1, len(sheets) + 1)]
    listed = "".join(f'<sheet name="{escape(n)}" sheetId="{i}" r:id="r{i}"/>' for i, (n, _) in enumerate(sheets, 1))
    pack(target, {
        "[Content_Types].xml": content_types(("xl/workbook.xml", "spreadsheetml.sheet.main"), ("xl/styles.xml", "spreadsheetml.styles"),
                                             *((n, "spreadsheetml.worksheet") for n in names)),
        "_rels/.rels": relationships(("r1", "officeDocument", "xl/workbook.xml")).replace(
            "</Rel", f'<Relationship Id="r2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Rel'),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></cp:coreProperties>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(*((f"r{i}", "worksheet", n[3:]) for i, n in enumerate(names, 1)), ("s1", "styles", "styles.xml")),
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0\\ &quot;€&quot;"/></numFmts>'
                         '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
                         '<cellXfs count="3"><xf/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>',
        **{n: sheet(rows) for n, (_, rows) in zip(names, sheets)},
    })


def pptx(target: Path, slides: list[tuple[str, list[str], str]]):
    """Slides of a title, lines of text and the speaker's notes. One layout with a place for the title and one for the text."""
    spaces = ('xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
              f'xmlns:r="{OFFICE}"')
    root = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'

    def shape(number, place, lines, box=None):
        where = f'<a:xfrm><a:off x="{box[0]}" y="{box[1]}"/><a:ext cx="{box[2]}" cy="{box[3]}"/></a:xfrm>' if box else ""
        text = "".join(f'<a:p><a:r><a:t>{escape(line)}</a:t></a:r></a:p>' for line in lines) or "<a:p/>"
        return (f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Text {number}"/><p:cNvSpPr/><p:nvPr><p:ph {place}/></p:nvPr></p:nvSpPr>'
                f'<p:spPr>{where}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>{text}</p:txBody></p:sp>')

    def tree(shapes):
        return f'<p:cSld><p:spTree>{root}{shapes}</p:spTree></p:cSld>'

    places = shape(2, 'type="title"', [], (600000, 400000, 11000000, 1000000)) + shape(3, 'idx="1"', [], (600000, 1700000, 11000000, 4500000))
    colours = "".join(f'<a:{n}><a:srgbClr val="{v}"/></a:{n}>' for n, v in (
        ("dk1", "22272B"), ("lt1", "FFFFFF"), ("dk2", "1F4E5F"), ("lt2", "E6F0F2"), ("accent1", "1F4E5F"), ("accent2", "C3D2D6"), ("accent3", "5B6670"),
        ("accent4", "E09F3E"), ("accent5", "9E2A2B"), ("accent6", "335C67"), ("hlink", "1F4E5F"), ("folHlink", "5B6670")))
    font = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
    fills = "".join('<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' for _ in range(3))
    lines = "".join('<a:ln><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>' for _ in range(3))
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    theme = (f'<a:theme {spaces} name="Wexlund"><a:themeElements><a:clrScheme name="Wexlund">{colours}</a:clrScheme><a:fontScheme name="Wexlund"><a:majorFont>{font}</a:majorFont>'
             f'<a:minorFont>{font}</a:minorFont></a:fontScheme><a:fmtScheme name="Wexlund"><a:fillStyleLst>{fills}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>'
             f'<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{fills}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>')
    colour_map = ('<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" '
                  'accent6="accent6" hlink="hlink" folHlink="folHlink"/>')
    parts = {
        "ppt/slideMasters/slideMaster1.xml": f'<p:sldMaster {spaces}>{tree(places)}{colour_map}<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="r1"/></p:sldLayoutIdLst></p:sldMaster>',
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relationships(("r1", "slideLayout", "../slideLayouts/slideLayout1.xml"), ("r2", "theme", "../theme/theme1.xml")),
        "ppt/slideLayouts/slideLayout1.xml": f'<p:sldLayout {spaces}>{tree(places)}</p:sldLayout>',
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relationships(("r1", "slideMaster", "../slideMasters/slideMaster1.xml")),
        "ppt/notesMasters/notesMaster1.xml": f'<p:notesMaster {spaces}>{tree("")}{colour_map}</p:notesMaster>',
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": relationships(("r1", "theme", "../theme/theme2.xml")),
        "ppt/theme/theme1.xml": theme,
        "ppt/theme/theme2.xml": theme,
    }
    kinds = [("ppt/slideMasters/slideMaster1.xml", "presentationml.slideMaster"), ("ppt/slideLayouts/slideLayout1.xml", "presentationml.slideLayout"),
             ("ppt/notesMasters/notesMaster1.xml", "presentationml.notesMaster"), ("ppt/theme/theme1.xml", "theme"), ("ppt/theme/theme2.xml", "theme"),
             ("ppt/presentation.xml", "presentationml.presentation.main")]
    for i, (title, body, notes) in enumerate(slides, 1):
        parts[f"ppt/slides/slide{i}.xml"] = f'<p:sld {spaces}>{tree(shape(2, "type=" + chr(34) + "title" + chr(34), [title]) + shape(3, "idx=" + chr(34) + "1" + chr(34), body))}</p:sld>'
        links = [("r1", "slideLayout", "../slideLayouts/slideLayout1.xml")]
        if notes:
            links.append(("r2", "notesSlide", f"../notesSlides/notesSlide{i}.xml"))
            parts[f"ppt/notesSlides/notesSlide{i}.xml"] = f'<p:notes {spaces}>{tree(shape(2, "type=" + chr(34) + "body" + chr(34) + " idx=" + chr(34) + "1" + chr(34), [notes]))}</p:notes>'
            parts[f"ppt/notesSlides/_rels/notesSlide{i}.xml.rels"] = relationships(("r1", "slide", f"../slides/slide{i}.xml"), ("r2", "notesMaster", "../notesMasters/notesMaster1.xml"))
            kinds.append((f"ppt/notesSlides/notesSlide{i}.xml", "presentationml.notesSlide"))
        parts[f"ppt/slides/_rels/slide{i}.xml.rels"] = relationships(*links)
        kinds.append((f"ppt/slides/slide{i}.xml", "presentationml.slide"))
    ids = "".join(f'<p:sldId id="{255 + i}" r:id="s{i}"/>' for i in range(1, len(slides) + 1))
    pack(target, {
        "[Content_Types].xml": content_types(*kinds),
        "_rels/.rels": relationships(("r1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f'<p:presentation {spaces}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="m1"/></p:sldMasterIdLst>'
                                f'<p:notesMasterIdLst><p:notesMasterId r:id="n1"/></p:notesMasterIdLst><p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>',
        "ppt/_rels/presentation.xml.rels": relationships(("m1", "slideMaster", "slideMasters/slideMaster1.xml"), ("n1", "notesMaster", "notesMasters/notesMaster1.xml"),
                                                         ("t1", "theme", "theme/theme1.xml"), *((f"s{i}", "slide", f"slides/slide{i}.xml") for i in range(1, len(slides) + 1))),
        **parts,
    })


def odf(target: Path, kind: str, body: str):
    media_type = "application/vnd.oasis.opendocument." + kind
    pack(target, {
        "mimetype": media_type,
        "META-INF/manifest.xml": f'<manifest:manifest {ODF} manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{media_type}"/>'
                                 '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        "content.xml": f'<office:document-content {ODF} office:version="1.3"><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>',
    })


def odf_table(name: str, rows: list[list]) -> str:
    def cell(value):
        kind = f'office:value-type="float" office:value="{value}"' if isinstance(value, (int, float)) else 'office:value-type="string"'
        return f'<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>'
    body = "".join("<table:table-row>" + "".join(map(cell, row)) + "</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}"><table:table-column table:number-columns-repeated="{len(rows[0])}"/>{body}</table:table>'


def rtf(target: Path, title: str, lines: list[tuple[str, str]]):
    def encoded(text):
        return "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}"))
    styles = {"h1": r"\pard\s1\outlinelevel0\b\fs32 ", "h2": r"\pard\s2\outlinelevel1\b\fs26 ", "p": r"\pard\fs21 ", "-": r"\pard{\pntext\bullet\tab}\fs21 "}
    body = "".join(styles[kind] + encoded(text) + r"\b0\par" + "\n" for kind, text in lines)
    target.write_text(r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil Calibri;}}{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2\outlinelevel1 heading 2;}}"
                      + r"{\info{\title " + encoded(title) + "}}\n" + body + "}\n", "ascii")


def build(docs: Path):
    day = 46464  # 2027-03-18
    xlsx(docs / "Products/cleantech-nord-2027.xlsx", "CleanTech Nord 2027: costs and duty roster", [
        ("Costs", [["CleanTech Nord 2027, costs"], [], ["Item", "Supplier", "Planned", "Pay by"],
                   ["Stand, 84 square metres", "Hamburg Fairs", ("euro", 21840), ("date", day)],
                   ["Stand building", "Holm & Voss", ("euro", 14300), ("date", day + 14)],
                   ["Transport of the machines", "Brandt Haulage", ("euro", 3150), ("date", day + 30)],
                   ["Brochures", "Ostsee Print", ("euro", 1560), ("date", day - 10)],
                   ["Hotel, 6 people", "Hotel Speicherhof", ("euro", 4970), ("date", day + 40)],
                   ["Coffee machine, hire", "Kaffee Nord", ("euro", 680), ("date", day + 40)],
                   ["Total", "", ("euro", 46500)]]),
        ("Duty roster", [["Day", "Morning", "Afternoon", "Stand lead"], [("date", 46497), "Pereira, Novak", "Lund, Peeters", "Lund"],
                         [("date", 46498), "Lund, Peeters", "Pereira, Novak", "Novak"], [("date", 46499), "Novak, Lund", "Peeters, Pereira", "Peeters"]]),
    ])
    pptx(docs / "Products/cleantech-nord-briefing.pptx", [
        ("CleanTech Nord 2027: briefing for the stand", ["Hamburg, 20 to 22 April 2027", "Hall B6, stand 214"], "Hand out the badges before this slide."),
        ("Three things every visitor should take home", ["The Heron 55 cleans two hours without a break", "Spare parts come from Lübeck within two working days", "A trial day on the customer's own floor is free"],
         "If somebody asks for a discount, write down the name and let the sales team call back."),
        ("At the stand", ["Wear the grey shirt and the badge", "Nobody eats at the stand; the rest room is B6-07", "Every talk is noted on a lead card the same day"], ""),
    ])
    odf(docs / "Policies/visitors.odt", "text",
        '<text:h text:outline-level="1">Visitors</text:h><text:p>These rules hold for everyone who receives guests at a site of Wexlund Cleaning Systems.</text:p>'
        '<text:h text:outline-level="2">Before the visit</text:h><text:p>Tell Reception the name, company and time of a visit by noon of the day before. Groups of more than eight people need the consent of the site manager.</text:p>'
        '<text:h text:outline-level="2">During the visit</text:h><text:list><text:list-item><text:p>Visitors sign the visitor list and wear the yellow badge.</text:p></text:list-item>'
        '<text:list-item><text:p>In the test hall they wear safety shoes; Reception lends overshoes.</text:p></text:list-item>'
        '<text:list-item><text:p>Photographs in the test hall need the consent of the Head of Products.</text:p></text:list-item></text:list>'
        '<text:h text:outline-level="2">Lost badges</text:h><text:p>A lost visitor badge is reported to Reception at once. It is blocked within ten minutes.</text:p>')
    odf(docs / "IT/printers.ods", "spreadsheet",
        odf_table("Printers", [["Name", "Site", "Room", "Colour", "Pages a minute", "Toner"], ["PR-LBK-01", "Lübeck", "0.14", "yes", 45, "T-640"], ["PR-LBK-02", "Lübeck", "1.08", "no", 60, "T-520"],
                               ["PR-LBK-03", "Lübeck", "2.11", "yes", 45, "T-640"], ["PR-GNT-01", "Ghent", "0.02", "yes", 38, "T-640"], ["PR-BRN-01", "Brno", "1.01", "no", 60, "T-520"],
                               ["PR-LIS-01", "Lisbon", "0.05", "yes", 38, "T-640"]])
        + odf_table("Toner stock", [["Toner", "Fits", "In stock", "Order below"], ["T-640", "colour printers", 14, 6], ["T-520", "black and white printers", 9, 4]]))
    rtf(docs / "Policies/meeting-rooms.rtf", "Meeting rooms", [
        ("h1", "Meeting rooms"), ("p", "The rooms in Lübeck are called Wakenitz (12 seats), Trave (8 seats) and Schwartau (4 seats)."),
        ("h2", "Booking"), ("p", "Book a room in the calendar. A room that nobody has entered 15 minutes after the start is free again."),
        ("-", "Wakenitz has a camera and a screen for video calls."), ("-", "Trave has a whiteboard, no screen."), ("-", "Schwartau is for calls and talks between two."),
        ("h2", "Afterwards"), ("p", "Leave the room as you found it: windows closed, whiteboard wiped, cups in the kitchen on the first floor.")])
    return ["Products/cleantech-nord-2027.xlsx", "Products/cleantech-nord-briefing.pptx", "Policies/visitors.odt", "IT/printers.ods", "Policies/meeting-rooms.rtf"]
