SELECT customer, due, open
FROM   items
WHERE  open <> 0 AND issued <= :asAt
ORDER BY customer, due
