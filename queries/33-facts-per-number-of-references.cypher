// @title How many facts rest on how many source references?
// @graph ../graph-data/china-tech-2021.json

MATCH ()-[r]->() WHERE r.source IS NOT NULL
RETURN size(r.source) AS references, count(*) AS facts ORDER BY references;

// @expect in order
// | references | facts |
// | 1          | 84    |
// | 2          | 1     |
