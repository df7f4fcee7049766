// Quipu dump, format 2: 3 nodes, 3 relationships, 2 indexes and constraints
CREATE CONSTRAINT _Dump FOR (n:_Dump) REQUIRE n._number IS UNIQUE;
UNWIND [{n: 0, p: {note: 'no label'}}] AS row CREATE (n:_Dump {_number: row.n}) SET n += row.p;
UNWIND [{n: 1, p: {big: 9223372036854775807, founded: date('2012-06-01'), name: 'Didi', open: true, ratio: 0.5, tags: ['a', 'it is']}}] AS row CREATE (n:_Dump:Company {_number: row.n}) SET n += row.p;
UNWIND [{n: 2, p: {name: 'Cyberspace Administration of China', at: datetime('2021-07-02T12:00+08:00[Asia/Shanghai]'), d: duration('P1Y2M3DT4H5.5S'), local: localdatetime('2021-07-02T12:00:00.5'), lt: localtime('23:59:59.999999999'), t: time('12:00+08:00')}}] AS row CREATE (n:_Dump:`Public Agency` {_number: row.n}) SET n += row.p;
UNWIND [{a: 1, b: 2, p: {source: ['tc-2021-07-20#2'], valid_from: date('2021-07-02')}}, {a: 1, b: 2, p: {valid_from: date('2021-07-05')}}] AS row MATCH (a:_Dump {_number: row.a}) MATCH (b:_Dump {_number: row.b}) CREATE (a)-[r:PROBED_BY]->(b) SET r += row.p;
UNWIND [{a: 1, b: 1, p: {}}] AS row MATCH (a:_Dump {_number: row.a}) MATCH (b:_Dump {_number: row.b}) CREATE (a)-[r:OWNS]->(b) SET r += row.p;
DROP CONSTRAINT _Dump;
MATCH (n:_Dump) REMOVE n:_Dump, n._number;
CREATE INDEX by_name FOR (n:Company) ON (n.name);
CREATE CONSTRAINT one_name FOR (n:`Public Agency`) REQUIRE n.name IS UNIQUE;
// End of the Quipu dump: 3 nodes, 3 relationships, 2 indexes and constraints
