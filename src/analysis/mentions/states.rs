//! The names of states, as people write them.

/// Names of states, parted by semicolons; without accents, capitals and "the".
const STATES: &str = "afghanistan;albania;algeria;andorra;angola;argentina;armenia;australia;\
    austria;azerbaijan;bahamas;bahrain;bangladesh;barbados;belarus;belgium;belize;benin;bhutan;\
    bolivia;bosnia;bosnia and herzegovina;botswana;brazil;britain;great britain;brunei;bulgaria;\
    burkina faso;burundi;cambodia;cameroon;canada;cape verde;central african republic;chad;chile;\
    china;colombia;comoros;congo;costa rica;croatia;cuba;cyprus;czechia;czech republic;denmark;\
    djibouti;dominica;dominican republic;east timor;ecuador;egypt;el salvador;england;\
    equatorial guinea;eritrea;estonia;eswatini;ethiopia;fiji;finland;france;gabon;gambia;georgia;\
    germany;ghana;greece;grenada;guatemala;guinea;guyana;haiti;holland;honduras;hungary;iceland;\
    india;indonesia;iran;iraq;ireland;israel;italy;ivory coast;jamaica;japan;jordan;kazakhstan;\
    kenya;kiribati;kosovo;kuwait;kyrgyzstan;laos;latvia;lebanon;lesotho;liberia;libya;\
    liechtenstein;lithuania;luxembourg;madagascar;malawi;malaysia;maldives;mali;malta;\
    marshall islands;mauritania;mauritius;mexico;micronesia;moldova;monaco;mongolia;montenegro;\
    morocco;mozambique;myanmar;burma;namibia;nauru;nepal;netherlands;new zealand;nicaragua;niger;\
    nigeria;north korea;north macedonia;northern ireland;norway;oman;pakistan;palau;palestine;\
    panama;papua new guinea;paraguay;peru;philippines;poland;portugal;qatar;romania;russia;\
    soviet union;ussr;rwanda;samoa;san marino;saudi arabia;scotland;senegal;serbia;seychelles;\
    sierra leone;singapore;slovakia;slovenia;solomon islands;somalia;south africa;south korea;\
    south sudan;spain;sri lanka;sudan;suriname;sweden;switzerland;syria;taiwan;tajikistan;tanzania;\
    thailand;togo;tonga;trinidad and tobago;tunisia;turkey;turkiye;turkmenistan;tuvalu;uganda;\
    ukraine;united arab emirates;uae;united kingdom;uk;united states;united states of america;us;\
    usa;uruguay;uzbekistan;vanuatu;vatican;venezuela;vietnam;wales;yemen;yugoslavia;zambia;zimbabwe";

/// Words that name a state with whatever stands beside them.
const OF_STATES: [&str; 4] = ["republic", "kingdom", "emirate", "sultanate"];

/// Whether a name is that of a state; it has no accents, capitals and "the".
pub(super) fn is_state(name: &str) -> bool {
    let mut words = name.split(' ');
    let of_state = |word: &str| OF_STATES.contains(&word);
    STATES.split(';').any(|state| state == name) || (name.contains(' ') && words.any(of_state))
}
