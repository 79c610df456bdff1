//! What the tests of the command share: how it is called, and a few texts. All of them are invented.

#![allow(dead_code, reason = "each test file uses its part")]

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use tempfile::TempDir;

/// The command, away from the settings of whoever runs the tests.
pub(crate) fn ricalco() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ricalco"));
    command
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR")
        .env_remove("CLICOLOR_FORCE")
        .env("LC_ALL", "C.UTF-8");
    command
}

/// What standard output says for some arguments, where all goes well.
pub(crate) fn stdout(arguments: &[&str], stdin: &str) -> String {
    let output = ricalco().args(arguments).write_stdin(stdin).assert().success().get_output().stdout.clone();
    String::from_utf8(output).expect("standard output is UTF-8")
}

/// A directory for one test, with the files that it needs.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().expect("a temporary directory"))
    }

    /// Writes a file and says its path.
    pub(crate) fn file(&self, name: &str, content: &str) -> String {
        let path = self.path(name);
        fs::create_dir_all(PathBuf::from(&path).parent().expect("a parent")).expect("a directory");
        fs::write(&path, content).expect("a file");
        path
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().expect("a path in UTF-8").to_owned()
    }

    /// The names of all files at the top.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).expect("a directory");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

/// One line of JSON Lines.
pub(crate) fn line(id: &str, text: &str) -> String {
    format!("{}\n", serde_json::json!({ "id": id, "text": text }))
}

/// A batch with one cluster (a release, a copy, a rewrite), a look-alike and something else.
pub(crate) fn batch() -> String {
    [("release", RELEASE), ("other", OTHER), ("copy", &copy()), ("rewrite", REWRITE), ("sibling", SIBLING)]
        .map(|(id, text)| line(id, text))
        .concat()
}

pub(crate) const RELEASE: &str = "La Provincia di Valdrana ha approvato il progetto esecutivo per il rifacimento del ponte \
sul torrente Sermola, lungo la strada provinciale 47. I lavori, affidati all'impresa Costruzioni Bertagna di \
Collefosco per un importo di 1.284.500 euro, cominceranno lunedì 14 settembre e dureranno 210 giorni. \
Durante il cantiere il traffico sarà deviato sulla comunale di Prà Lungo, con un allungamento del percorso di \
6,3 chilometri. \"È un'opera attesa da diciassette anni\", ha detto il consigliere delegato alla viabilità Ettore \
Malvisi, che ha ricordato come il vecchio impalcato, del 1961, fosse limitato dal 2019 ai mezzi sotto le 12 \
tonnellate. Il nuovo ponte avrà due corsie da 3,5 metri e una pista ciclabile.";

/// The release as a site puts it online.
pub(crate) fn copy() -> String {
    format!("COLLEFOSCO - {RELEASE}\n\nLeggi anche: Meteo, le previsioni\n\n© RIPRODUZIONE RISERVATA")
}

pub(crate) const REWRITE: &str = "Diciassette anni dopo, il ponte sul Sermola si rifà davvero. L'impresa Bertagna di \
Collefosco aprirà il cantiere il 14 settembre: costerà 1.284.500 euro e serviranno duecentodieci giorni, nei \
quali chi percorre la provinciale 47 dovrà passare da Prà Lungo, 6,3 chilometri in più. Lo ha annunciato Ettore \
Malvisi, che in Provincia, a Valdrana, si occupa di strade. Sul manufatto del 1961 da sette anni non \
passavano più i camion oltre le 12 tonnellate; al suo posto due corsie larghe 3,5 metri, e lo spazio per le bici.";

pub(crate) const SIBLING: &str = "La Provincia di Valdrana ha approvato il progetto esecutivo per il rifacimento del ponte \
sul rio Gandino, lungo la strada provinciale 112. I lavori, affidati all'impresa Fratelli Orsatti di \
Montesecco per un importo di 768.300 euro, cominceranno giovedì 5 novembre e dureranno 145 giorni. \
Durante il cantiere il traffico sarà deviato sulla comunale di Case Sparse, con un allungamento del percorso di \
2,8 chilometri. \"È un'opera attesa da nove anni\", ha detto il consigliere delegato alla viabilità Ettore \
Malvisi, che ha ricordato come il vecchio impalcato, del 1974, fosse limitato dal 2021 ai mezzi sotto le 20 \
tonnellate.";

pub(crate) const OTHER: &str = "Sarà la compagnia teatrale Il Sottoscala a inaugurare la stagione dell'auditorium di \
Borgo Ansiano con una commedia in tre atti. Il cartellone prevede undici spettacoli fino a maggio, fra prosa, \
danza e concerti; gli abbonamenti, da 84 euro, si acquistano in biblioteca dal 2 ottobre.";
