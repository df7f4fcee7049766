// @title Who says what about a company?
// @graph ../graph-data/china-tech-2021.json
// @param company: STRING = 'Didi'

MATCH (who)-[:CLAIMS]->(k:Claim)-[:SUBJECT]->(:Company {name: $company})
RETURN k.id AS id, coalesce(who.name, who.title) AS who, k.modality AS modality, k.text AS claim ORDER BY k.id;

// @expect in order
// | id   | who                         | modality   | claim                                                                               |
// | 'c2' | 'Memo of an expert meeting' | 'asserted' | 'before its IPO Didi had not convinced Beijing that its data practices were secure' |
// | 'c3' | 'Memo of an expert meeting' | 'possible' | 'data held by Didi might come under the eyes of US regulators'                      |
// | 'c4' | 'a Didi executive'          | 'asserted' | 'Didi keeps all its China data inside China'                                        |
// | 'c5' | 'a Didi executive'          | 'asserted' | 'Didi did not hand data to the United States'                                       |
// | 'c6' | 'TechCrunch'                | 'hedged'   | 'Didi is the first enforcement target of the office'                                |
