using RagDocs.Generation.Extractive;

namespace RagDocs.Generation.Sufficiency;

internal sealed partial record RefusalTexts
{
    private static RefusalTexts French { get; } = new()
    {
        NoSubject = "La question ne nomme rien que l'on puisse chercher. Posez-la avec les mots du sujet.",
        NoMention = "Rien de ce qui a été trouvé ne mentionne {0}.",
        Or = " ou ",
        OtherYears = "Quelque chose a été trouvé à ce sujet, mais pas pour {0} : les passages parlent de {1}.",
        NotForYear = "Quelque chose a été trouvé à ce sujet, mais pas pour {0}.",
        NoAnswer = "Les passages trouvés touchent à la question, mais ne contiennent {0}.",
        Nearest = "Les passages les plus proches sont indiqués : {0}.",
        NotAsAsked = "Les documents ne disent pas « {0} » : {1}",
        NothingFound = "Aucun des documents que vous pouvez lire ne contient quelque chose à ce sujet. Essayez d'autres mots, ou cherchez dans plus de collections.",
        NotInPassages = "Les passages trouvés ne répondent pas à cette question.",
        CutOff = "Le modèle de langage a atteint sa réponse la plus longue avant d'avoir terminé une phrase qui cite sa source.",
        NoPart = "Sur l'autre partie de la question, « {0} », rien n'a été trouvé.",
        NoSource = "Le modèle de langage n'a rien écrit qui cite sa source dans les documents ; rien n'en est donc montré.",
        Kinds = Answers(
            "aucun chiffre qui corresponde à la question", "aucune durée qui corresponde à la question", "aucune date ni heure qui corresponde à la question",
            "personne qui corresponde à la question", "aucun lieu qui corresponde à la question", "aucune raison", "aucune marche à suivre", "aucune réponse"),
    };

    private static RefusalTexts Spanish { get; } = new()
    {
        NoSubject = "La pregunta no nombra nada que se pueda buscar. Hágala con las palabras del tema.",
        NoMention = "Nada de lo encontrado menciona {0}.",
        Or = " o ",
        OtherYears = "Se encontró algo sobre esto, pero no para {0}: los pasajes hablan de {1}.",
        NotForYear = "Se encontró algo sobre esto, pero no para {0}.",
        NoAnswer = "Los pasajes encontrados tocan la pregunta, pero no contienen {0}.",
        Nearest = "Se indican los lugares más cercanos: {0}.",
        NotAsAsked = "Los documentos no dicen «{0}»: {1}",
        NothingFound = "Ninguno de los documentos que usted puede leer contiene algo sobre esto. Pruebe con otras palabras o pregunte en más colecciones.",
        NotInPassages = "Los pasajes encontrados no responden a esta pregunta.",
        CutOff = "El modelo de lenguaje alcanzó su respuesta más larga antes de terminar una frase que indique su fuente.",
        NoPart = "Sobre la otra parte de la pregunta, «{0}», no se encontró nada.",
        NoSource = "El modelo de lenguaje no escribió nada que indique su fuente en los documentos, así que no se muestra nada.",
        Kinds = Answers(
            "ninguna cifra que responda a la pregunta", "ninguna duración que responda a la pregunta", "ninguna fecha ni hora que responda a la pregunta",
            "a nadie que responda a la pregunta", "ningún lugar que responda a la pregunta", "ningún motivo", "ninguna instrucción para ello", "ninguna respuesta"),
    };

    private static RefusalTexts Italian { get; } = new()
    {
        NoSubject = "La domanda non nomina nulla che si possa cercare. La ponga con le parole dell'argomento.",
        NoMention = "Nulla di ciò che è stato trovato menziona {0}.",
        Or = " o ",
        OtherYears = "È stato trovato qualcosa su questo, ma non per {0}: i passaggi parlano di {1}.",
        NotForYear = "È stato trovato qualcosa su questo, ma non per {0}.",
        NoAnswer = "I passaggi trovati riguardano la domanda, ma non contengono {0}.",
        Nearest = "I punti più vicini sono elencati: {0}.",
        NotAsAsked = "I documenti non dicono «{0}»: {1}",
        NothingFound = "Nessuno dei documenti che può leggere contiene qualcosa su questo. Provi con altre parole o cerchi in più raccolte.",
        NotInPassages = "I passaggi trovati non rispondono a questa domanda.",
        CutOff = "Il modello linguistico ha raggiunto la sua risposta più lunga prima di finire una frase che indichi la sua fonte.",
        NoPart = "Sull'altra parte della domanda, «{0}», non è stato trovato nulla.",
        NoSource = "Il modello linguistico non ha scritto nulla che indichi la sua fonte nei documenti, quindi non ne viene mostrato nulla.",
        Kinds = Answers(
            "alcuna cifra che risponda alla domanda", "alcuna durata che risponda alla domanda", "alcuna data o ora che risponda alla domanda",
            "nessuno che risponda alla domanda", "alcun luogo che risponda alla domanda", "alcun motivo", "alcuna istruzione", "alcuna risposta"),
    };

    private static RefusalTexts Portuguese { get; } = new()
    {
        NoSubject = "A pergunta não nomeia nada que se possa procurar. Faça-a com as palavras do assunto.",
        NoMention = "Nada do que foi encontrado menciona {0}.",
        Or = " ou ",
        OtherYears = "Algo foi encontrado sobre isto, mas não para {0}: os trechos falam de {1}.",
        NotForYear = "Algo foi encontrado sobre isto, mas não para {0}.",
        NoAnswer = "Os trechos encontrados tocam na pergunta, mas não contêm {0}.",
        Nearest = "Os lugares mais próximos estão indicados: {0}.",
        NotAsAsked = "Os documentos não dizem “{0}”: {1}",
        NothingFound = "Nenhum dos documentos que você pode ler contém algo sobre isto. Tente outras palavras ou pergunte em mais coleções.",
        NotInPassages = "Os trechos encontrados não respondem a esta pergunta.",
        CutOff = "O modelo de linguagem chegou à sua resposta mais longa antes de terminar uma frase que indique a sua fonte.",
        NoPart = "Sobre a outra parte da pergunta, «{0}», não foi encontrado nada.",
        NoSource = "O modelo de linguagem não escreveu nada que indique a sua fonte nos documentos, por isso nada é mostrado.",
        Kinds = Answers(
            "nenhum número que responda à pergunta", "nenhuma duração que responda à pergunta", "nenhuma data nem hora que responda à pergunta",
            "ninguém que responda à pergunta", "nenhum lugar que responda à pergunta", "nenhum motivo", "nenhuma instrução para isto", "nenhuma resposta"),
    };

    private static RefusalTexts Dutch { get; } = new()
    {
        NoSubject = "De vraag noemt niets waarnaar gezocht kan worden. Stel haar met de woorden van het onderwerp.",
        NoMention = "Niets van wat gevonden is, noemt {0}.",
        Or = " of ",
        OtherYears = "Hierover is iets gevonden, maar niet voor {0}: de passages gaan over {1}.",
        NotForYear = "Hierover is iets gevonden, maar niet voor {0}.",
        NoAnswer = "De gevonden passages raken aan de vraag, maar bevatten {0}.",
        Nearest = "De dichtstbijzijnde plaatsen zijn vermeld: {0}.",
        NotAsAsked = "De documenten zeggen niet “{0}”: {1}",
        NothingFound = "Geen van de documenten die u mag lezen, bevat hier iets over. Probeer andere woorden of vraag in meer collecties.",
        NotInPassages = "De gevonden passages beantwoorden deze vraag niet.",
        CutOff = "Het taalmodel bereikte zijn langste antwoord voordat een zin af was die zijn bron noemt.",
        NoPart = "Over het andere deel van de vraag, “{0}”, is niets gevonden.",
        NoSource = "Het taalmodel schreef niets dat zijn bron in de documenten noemt; daarom wordt er niets van getoond.",
        Kinds = Answers(
            "geen getal dat bij de vraag past", "geen duur die bij de vraag past", "geen datum of tijd die bij de vraag past", "niemand die bij de vraag past",
            "geen plaats die bij de vraag past", "geen reden hiervoor", "geen uitleg hierover", "geen antwoord erop"),
    };

    private static Dictionary<AnswerKind, string> Answers(
        string amount, string duration, string time, string person, string place, string reason, string steps, string any) => new()
    {
        [AnswerKind.Amount] = amount, [AnswerKind.Duration] = duration, [AnswerKind.Time] = time, [AnswerKind.Person] = person, [AnswerKind.Place] = place,
        [AnswerKind.Reason] = reason, [AnswerKind.Steps] = steps, [AnswerKind.Any] = any,
    };
}
