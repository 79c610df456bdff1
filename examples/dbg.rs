use ricalco::read::{facts::*, furniture::furniture, normalize::normalize, stem::Stemmer, tokenize::*};
use ricalco::Language;
fn main() {
    let ids: Vec<String> = std::env::args().skip(1).collect();
    for f in ["D1","D2","D3","D4","D5","D6","D7"] {
        for l in std::fs::read_to_string(format!("tests/corpus/{f}.jsonl")).unwrap().lines() {
            let v: serde_json::Value = serde_json::from_str(l).unwrap();
            let id = v["id"].as_str().unwrap();
            if !ids.iter().any(|i| i == id) { continue; }
            let text = v["text"].as_str().unwrap();
            let n = normalize(text);
            let fu = furniture(n.text(), Language::Italian);
            let mut t = Tokens::default();
            tokenize(n.text(), &fu, Language::Italian, &mut t);
            let mut fs = vec![];
            let mut st = Stemmer::new(Language::Italian);
            facts(n.text(), &t, Context { language: Language::Italian, published: None }, &mut st, &mut fs);
            println!("== {id} {}\n{}", v["title"], text);
            for x in &fs {
                if x.kind == FactKind::Name { continue; }
                let a = t.tokens[x.tokens.start as usize].range.start as usize;
                let b = t.tokens[x.tokens.end as usize - 1].range.end as usize;
                println!("  {:?} {:?} counted {:?} {:?} r{} «{}»", x.kind, x.value, x.counted.map(|c| c.0 >> 16), x.precision, x.rarity.0, &n.text()[a..b]);
            }
            let names: Vec<&str> = fs.iter().filter(|x| x.kind == FactKind::Name).map(|x| &n.text()[t.tokens[x.tokens.start as usize].range.start as usize..t.tokens[x.tokens.end as usize-1].range.end as usize]).collect();
            println!("  names {names:?}");
        }
    }
}
