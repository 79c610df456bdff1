//! Words: what the report says to people, in both languages, in one place.

use crate::ui::Ui;

macro_rules! words {
    ($($name:ident: $italian:literal, $english:literal;)+) => {
        /// The report's words in one language.
        #[derive(Debug)]
        pub(super) struct Words {
            $(pub(super) $name: &'static str,)+
        }

        const ITALIAN: Words = Words { $($name: $italian),+ };
        const ENGLISH: Words = Words { $($name: $english),+ };
    };
}

words! {
    title: "Chi ricalca che cosa", "Who traces what";
    made_by: "Rapporto di ricalco", "A report by ricalco";
    documents: "documenti", "documents";
    clusters: "gruppi", "clusters";
    in_clusters: "documenti in gruppi", "documents in clusters";
    alone: "documenti singoli", "documents alone";
    apart: "coppie simili tenute distinte", "look-alikes kept apart";
    search: "Cerca nei testi", "Search the texts";
    outlet: "Testata", "Outlet";
    relation: "Relazione", "Relation";
    from: "Dal", "From";
    until: "Al", "To";
    any: "tutte", "any";
    clear: "Azzera", "Clear";
    open_all: "Apri i gruppi visibili", "Open the clusters shown";
    close_all: "Chiudi tutto", "Close all";
    shown: "gruppi visibili su", "clusters shown of";
    nothing_found: "Nessun gruppo corrisponde ai filtri.", "No cluster matches the filters.";
    no_clusters: "Nessun documento ricalca un altro.", "No document traces another.";
    source: "Fonte", "Source";
    who_when: "Chi ha pubblicato quando", "Who published when";
    undated: "senza data", "no date";
    no_outlet: "testata ignota", "unknown outlet";
    members: "Chi la ricalca", "Who traces it";
    probability: "probabilità", "probability";
    wording: "parole in comune", "shared wording";
    facts: "dati in comune", "shared facts";
    own: "materia propria", "own matter";
    wording_help: "quota delle sue parole che si trova nella fonte", "share of its wording found in the source";
    facts_help: "quota dei suoi dati che la fonte ha", "share of its facts that the source has";
    own_help: "quota che è solo sua", "share that is its own alone";
    legend_shared: "brano in comune: un clic porta al corrispondente", "shared passage: follow it to its counterpart";
    legend_changed: "ritocco", "change";
    legend_own: "materia propria", "own matter";
    legend_agree: "dato che concorda", "fact that agrees";
    legend_disagree: "dato che si contraddice", "fact that disagrees";
    go_to: "vai al brano corrispondente", "go to the counterpart";
    agree: "Concordano", "They agree on";
    disagree: "Si contraddicono", "They disagree on";
    only_source: "Solo nella fonte", "Only in the source";
    only_member: "Solo in questo testo", "Only in this text";
    only_first: "Solo nel primo", "Only in the first";
    only_second: "Solo nel secondo", "Only in the second";
    decided: "Che cosa ha deciso", "What decided";
    towards: "a favore", "for";
    against: "contro", "against";
    also_traces: "Ricalca anche", "Also traces";
    look_alikes: "Simili, ma tenuti distinti", "Look-alikes kept apart";
    look_alikes_why:
        "Si somigliano, ma l'insieme delle prove dice che sono altri comunicati.",
        "They look alike, but the evidence says that they are other releases.";
    more_alike: "coppie meno simili non sono mostrate.", "pairs that are less alike are not shown.";
    shared_passages: "Brani in comune", "Shared passages";
    no_passages: "Nessun brano in comune.", "No passage in common.";
    singles: "Documenti singoli", "Documents alone";
    singles_why: "Non ricalcano nulla e nulla li ricalca.", "They trace nothing and nothing traces them.";
    words_left_out: "parole omesse", "words left out";
    more: "altri", "more";
    skip: "Salta ai gruppi", "Skip to the clusters";
    empty_text: "(testo vuoto)", "(empty text)";
    print: "Si stampano i gruppi aperti.", "The clusters that are open are printed.";
}

impl Words {
    /// The words in a language.
    pub(super) fn of(ui: Ui) -> &'static Self {
        match ui {
            Ui::It => &ITALIAN,
            Ui::En => &ENGLISH,
        }
    }
}
