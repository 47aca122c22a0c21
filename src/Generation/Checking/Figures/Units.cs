namespace RagDocs.Generation.Checking.Figures;

/// <summary>What numbers count and measure, one name for each in the seven languages.</summary>
internal static class Units
{
    private static readonly Dictionary<string, string> Names = Parse("""
        %:percent,prozent,pourcent,pct,% USD:dollar,dollars,usd,us$,$ EUR:euro,euros,eur,€ GBP:pound,pounds,gbp,£ CHF:chf,franken JPY:yen,jpy,¥
        second:second,seconds,sekunde,sekunden,seconde,secondes,segundo,segundos,secondo,secondi,seconden minute:minute,minutes,min,minuten,minuto,minutos,minuti,minuut
        hour:hour,hours,stunde,stunden,heure,heures,hora,horas,ora,ore,uur,uren day:day,days,tag,tage,tagen,jour,jours,dia,dias,giorno,giorni,dag,dagen
        week:week,weeks,woche,wochen,semaine,semaines,semana,semanas,settimana,settimane,weken month:month,months,monat,monate,monaten,mois,mes,meses,mese,mesi,maand,maanden
        quarter:quarter,quarters,quartal,quartale,trimestre,trimestres year:year,years,jahr,jahre,jahren,an,ans,annee,annees,ano,anos,anno,anni,jaar,jaren
        km:km,kilometer,kilometers,kilometre,kilometres mile:mile,miles metre:metre,metres,meter,meters cm:cm mm:mm foot:feet,foot,ft inch:inch,inches
        kg:kg,kilogram,kilograms,kilo,kilos gram:gram,grams,gramm ton:ton,tons,tonne,tonnes,tonnen litre:litre,litres,liter,liters
        """);

    /// <returns>Empty for a word that is no unit.</returns>
    public static string Of(string folded) => Names.GetValueOrDefault(folded, "");

    private static Dictionary<string, string> Parse(string list) => list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(entry => entry.Split(':')).SelectMany(e => e[1].Split(',').Select(word => (word, unit: e[0]))).ToDictionary(w => w.word, w => w.unit, StringComparer.Ordinal);
}
