using System.Text.RegularExpressions;
using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Checking.Figures;

/// <summary>Numbers written out: English, French and Spanish as words side by side, German as one word.</summary>
internal static partial class NumberWords
{
    private static readonly Dictionary<string, Dictionary<string, decimal>> Lists = new(StringComparer.Ordinal)
    {
        ["en"] = Parse("""
            zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16
            seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 dozen=12 hundred=100 thousand=1000
            million=1000000 billion=1000000000 trillion=1000000000000
            first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 eleventh=11 twelfth=12 twentieth=20
            """),
        ["fr"] = Parse("""
            zero=0 deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12 treize=13 quatorze=14 quinze=15 seize=16 vingt=20 vingts=20
            trente=30 quarante=40 cinquante=50 soixante=60 cent=100 cents=100 mille=1000 million=1000000 millions=1000000 milliard=1000000000 milliards=1000000000
            """),
        ["es"] = Parse("""
            cero=0 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 once=11 doce=12 trece=13 catorce=14 quince=15 dieciseis=16 diecisiete=17
            dieciocho=18 diecinueve=19 veinte=20 veintiuno=21 veintiun=21 veintidos=22 veintitres=23 veinticuatro=24 veinticinco=25 veintiseis=26 veintisiete=27
            veintiocho=28 veintinueve=29 treinta=30 cuarenta=40 cincuenta=50 sesenta=60 setenta=70 ochenta=80 noventa=90 cien=100 ciento=100 doscientos=200
            trescientos=300 cuatrocientos=400 quinientos=500 seiscientos=600 setecientos=700 ochocientos=800 novecientos=900 mil=1000 millon=1000000 millones=1000000
            """),
        ["de"] = Parse("""
            null=0 eins=1 zwei=2 drei=3 vier=4 funf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 elf=11 zwolf=12 dreizehn=13 vierzehn=14 funfzehn=15 sechzehn=16
            siebzehn=17 achtzehn=18 neunzehn=19 zwanzig=20 dreissig=30 vierzig=40 funfzig=50 sechzig=60 siebzig=70 achtzig=80 neunzig=90 dutzend=12
            million=1000000 millionen=1000000 milliarde=1000000000 milliarden=1000000000 ein=1 eine=1
            """),
        ["it"] = Parse("""
            zero=0 due=2 tre=3 quattro=4 cinque=5 sei=6 sette=7 otto=8 nove=9 dieci=10 undici=11 dodici=12 tredici=13 quattordici=14 quindici=15 sedici=16
            diciassette=17 diciotto=18 diciannove=19 venti=20 trenta=30 quaranta=40 cinquanta=50 sessanta=60 settanta=70 ottanta=80 novanta=90 cento=100
            mille=1000 mila=1000 milione=1000000 milioni=1000000 miliardo=1000000000 miliardi=1000000000
            """),
        ["pt"] = Parse("""
            zero=0 dois=2 duas=2 tres=3 quatro=4 cinco=5 seis=6 sete=7 oito=8 nove=9 dez=10 onze=11 doze=12 treze=13 catorze=14 quatorze=14 quinze=15
            dezesseis=16 dezasseis=16 dezessete=17 dezassete=17 dezoito=18 dezenove=19 dezanove=19 vinte=20 trinta=30 quarenta=40 cinquenta=50 sessenta=60
            setenta=70 oitenta=80 noventa=90 cem=100 cento=100 mil=1000 milhao=1000000 milhoes=1000000
            """),
        ["nl"] = Parse("""
            nul=0 twee=2 drie=3 vier=4 vijf=5 zes=6 zeven=7 acht=8 negen=9 tien=10 elf=11 twaalf=12 dertien=13 veertien=14 vijftien=15 zestien=16 zeventien=17
            achttien=18 negentien=19 twintig=20 dertig=30 veertig=40 vijftig=50 zestig=60 zeventig=70 tachtig=80 negentig=90 honderd=100 duizend=1000
            miljoen=1000000 miljard=1000000000
            """),
    };

    private static readonly HashSet<string> Soft =
    [
        "one", "zero", "dozen", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "twentieth",
        "neuf", "once", "cent", "acht", "eins", "null", "hundred", "hundert", "thousand", "tausend", "million", "billion", "mille", "mil", "sei", "cento", "cem", "nul", "honderd", "duizend",
    ];

    /// <summary>What a word multiplies a number in digits by (1.2 billion); 0 when it does not.</summary>
    public static decimal Multiplier(string folded) => folded switch
    {
        "thousand" or "tausend" or "tsd" or "mille" or "mil" or "k" => 1_000,
        "million" or "millions" or "mio" or "mn" or "mm" or "millionen" or "millones" or "millon" or "m" => 1_000_000,
        "billion" or "billions" or "bn" or "mrd" or "milliarde" or "milliarden" or "milliard" or "milliards" or "b" => 1_000_000_000,
        "trillion" or "trillions" => 1_000_000_000_000,
        _ => 0,
    };

    /// <summary>Reads the number that begins at a word.</summary>
    /// <returns>Its value, where it ends, and whether the word may well mean something else; null when no number begins here.</returns>
    public static (decimal Value, int End, bool Soft)? Read(string text, int start, string language)
    {
        var words = Lists.GetValueOrDefault(language) ?? Lists["en"];
        decimal total = 0, current = 0;
        var (end, count, first) = (start, 0, "");
        for (var at = start; Word().Match(text, at) is { Success: true } match; at = SkipJoint(text, match.Index + match.Length))
        {
            var folded = WordForms.Fold(match.Value);
            if (count > 0 && folded is "and" or "et" or "y" or "und" && (current > 0 || total > 0)) continue;
            var value = language == "de" ? German(folded, words) : words.TryGetValue(folded, out var known) ? known : null;
            if (value is not { } v || !Add(ref total, ref current, v, count == 0)) break;
            if (count++ == 0) first = folded;
            end = match.Index + match.Length;
        }

        // "ein" and "eine" are articles unless a multiplier follows.
        if (count == 0 || (count == 1 && first is "ein" or "eine")) return null;
        return (total + current, end, count == 1 && Soft.Contains(first));
    }

    private static bool Add(ref decimal total, ref decimal current, decimal value, bool isFirst)
    {
        switch (value)
        {
            case >= 1000 when isFirst || current > 0:
                total += Math.Max(1, current) * value;
                current = 0;
                return true;
            case 100 when isFirst || current is > 0 and < 100:
                current = Math.Max(1, current) * 100;
                return true;
            case 20 when current % 100 == 4:
                // quatre-vingt
                current += 76;
                return true;
            case < 1000 when isFirst || (current == 0 && total > 0) || Fits(current % 100, value):
                current += value;
                return true;
            default:
                return false;
        }
    }

    // 20 + 3, 60 + 12 (soixante-douze), 100 + 20.
    private static bool Fits(decimal tens, decimal value) =>
        (tens >= 20 && tens % 10 == 0 && (value < 10 || (tens is 60 or 80 && value < 20))) || (tens == 0 && value < 100);

    private static decimal? German(string word, Dictionary<string, decimal> words)
    {
        if (words.TryGetValue(word, out var known)) return known;
        foreach (var (name, factor) in new[] { ("tausend", 1000m), ("hundert", 100m) })
        {
            var at = word.IndexOf(name, StringComparison.Ordinal);
            if (at < 0) continue;
            var before = at == 0 ? 1 : German(word[..at], words);
            var rest = word[(at + name.Length)..];
            var after = rest.Length == 0 ? 0 : German(rest.StartsWith("und", StringComparison.Ordinal) ? rest[3..] : rest, words);
            return before * factor + after;
        }

        var and = word.IndexOf("und", StringComparison.Ordinal);
        return and > 0 && words.TryGetValue(word[..and], out var ones) && ones < 10 && words.TryGetValue(word[(and + 3)..], out var tens) && tens is >= 20 and < 100
            ? tens + ones
            : null;
    }

    private static int SkipJoint(string text, int at) => at < text.Length && text[at] is ' ' or '-' or '\u00a0' ? at + 1 : at;

    private static Dictionary<string, decimal> Parse(string list) => list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=')).ToDictionary(p => p[0], p => decimal.Parse(p[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);

    [GeneratedRegex(@"\G\p{L}+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
