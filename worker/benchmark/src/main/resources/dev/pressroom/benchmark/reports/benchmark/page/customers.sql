SELECT id, name, city, country, since, credit_limit
  FROM customer
 WHERE id BETWEEN :from AND :from + 29
 ORDER BY id
