SELECT c.region,
       c.country,
       o.ordered_on,
       c.name AS customer,
       p.name AS product,
       l.quantity,
       l.quantity * l.price AS amount
  FROM orders o
  JOIN order_line l ON l.order_id = o.id
  JOIN customer c ON c.id = o.customer_id
  JOIN product p ON p.id = l.product_id
 WHERE o.ordered_on >= :month
   AND o.ordered_on < DATEADD(MONTH, 1, CAST(:month AS DATE))
   AND (NOT :regions_given OR c.region IN (:regions))
 ORDER BY c.region, c.country, o.ordered_on, o.id, l.line
