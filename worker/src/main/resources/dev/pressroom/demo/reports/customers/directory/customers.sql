SELECT c.country,
       c.name,
       c.city,
       c.since,
       COUNT(o.id) AS orders,
       MAX(o.ordered_on) AS last_order,
       c.credit_limit
  FROM customer c
  LEFT JOIN orders o ON o.customer_id = c.id
 WHERE (NOT :country_given OR c.country = :country)
   AND (NOT :since_given OR c.since >= :since)
   AND c.credit_limit >= :minimumCredit
 GROUP BY c.id
 ORDER BY c.country, c.name, c.id
