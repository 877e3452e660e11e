CREATE TABLE customer (
  id           INT PRIMARY KEY,
  name         VARCHAR(80) NOT NULL,
  city         VARCHAR(40) NOT NULL,
  country      VARCHAR(40) NOT NULL,
  region       VARCHAR(40) NOT NULL,
  since        DATE NOT NULL,
  credit_limit NUMERIC(12, 2) NOT NULL
);
CREATE TABLE product (
  id    INT PRIMARY KEY,
  name  VARCHAR(80) NOT NULL,
  price NUMERIC(12, 2) NOT NULL,
  stock INT NOT NULL
);
CREATE TABLE orders (
  id          INT PRIMARY KEY,
  customer_id INT NOT NULL REFERENCES customer,
  ordered_on  DATE NOT NULL
);
CREATE INDEX orders_by_day ON orders (ordered_on);
CREATE TABLE order_line (
  order_id   INT NOT NULL REFERENCES orders,
  line       INT NOT NULL,
  product_id INT NOT NULL REFERENCES product,
  quantity   INT NOT NULL,
  price      NUMERIC(12, 2) NOT NULL,
  PRIMARY KEY (order_id, line)
);
