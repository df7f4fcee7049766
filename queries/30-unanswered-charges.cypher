// @title Which charges against Didi or its app does nobody in the article answer?
// @graph ../graph-data/china-tech-2021.json

MATCH (k:Claim {charge: true}) WHERE NOT (k)<-[:DISPUTES]-()
RETURN k.id AS id, k.text AS charge ORDER BY id;

// @expect in order
// | id   | charge                                                                              |
// | 'c1' | 'the Didi app collected user data illegally'                                        |
// | 'c2' | 'before its IPO Didi had not convinced Beijing that its data practices were secure' |
