// Quipu dump, format 1: 3 nodes, 3 relationships
CREATE CONSTRAINT _Dump FOR (n:_Dump) REQUIRE n._number IS UNIQUE;
UNWIND [{n: 2, p: {note: 'no label'}}] AS row CREATE (n:_Dump {_number: row.n}) SET n += row.p;
UNWIND [{n: 0, p: {name: 'Didi', founded: date('2012-06-01'), ratio: 0.5, big: 9223372036854775807, tags: ['a', 'it is'], open: true}}] AS row CREATE (n:_Dump:Company {_number: row.n}) SET n += row.p;
UNWIND [{n: 1, p: {name: 'Cyberspace Administration of China', at: datetime('2021-07-02T12:00+08:00[Asia/Shanghai]'), local: localdatetime('2021-07-02T12:00:00.5'), t: time('12:00+08:00'), lt: localtime('23:59:59.999999999'), d: duration('P1Y2M3DT4H5.5S')}}] AS row CREATE (n:_Dump:`Public Agency` {_number: row.n}) SET n += row.p;
UNWIND [{a: 0, b: 1, p: {valid_from: date('2021-07-02'), source: ['tc-2021-07-20#2']}}, {a: 0, b: 1, p: {valid_from: date('2021-07-05')}}] AS row MATCH (a:_Dump {_number: row.a}) MATCH (b:_Dump {_number: row.b}) CREATE (a)-[r:PROBED_BY]->(b) SET r += row.p;
UNWIND [{a: 0, b: 0, p: {}}] AS row MATCH (a:_Dump {_number: row.a}) MATCH (b:_Dump {_number: row.b}) CREATE (a)-[r:OWNS]->(b) SET r += row.p;
DROP CONSTRAINT _Dump;
MATCH (n:_Dump) REMOVE n:_Dump, n._number;
CREATE INDEX by_name FOR (n:Company) ON (n.name);
CREATE CONSTRAINT one_name FOR (n:`Public Agency`) REQUIRE n.name IS UNIQUE;
