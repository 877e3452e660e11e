SELECT p.name,
       p.prcie AS price,
       p.stock
  FROM product p
 ORDER BY p.name
