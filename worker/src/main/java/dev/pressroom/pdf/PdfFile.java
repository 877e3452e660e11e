package dev.pressroom.pdf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * The objects of a file, written one behind the other. A number is reserved before its object is
 * known, so that others can refer to it; each is written exactly once, in any order. What is kept
 * is eight bytes an object. Does not close what it writes to; {@link #close} frees the compressor.
 *
 * <p>For one thread. After an {@link IOException} the file is worth nothing.
 */
public final class PdfFile implements AutoCloseable {
  /** More would make readers unpack much for little. */
  private static final int MOST_IN_A_STREAM = 128;

  private static final byte[] HEADER = "%PDF-1.7\n%âãÏÓ\n".getBytes(StandardCharsets.ISO_8859_1);

  /** Marks where an object is packed; the rest is the stream's number and the place in it. */
  private static final long PACKED = 1L << 62;

  private static final long RESERVED = -1;

  private final OutputStream out;
  private final Deflater deflater;
  private final byte[] deflated = new byte[16 * 1024];
  private final Bytes compressed = new Bytes(16 * 1024);
  private final Bytes head = new Bytes();
  private final Bytes packed = new Bytes(16 * 1024);
  private final Bytes packedIndex = new Bytes();
  private int packedCount;
  private int packedStream;
  private long[] places = new long[256];
  private int objects = 1;
  private long position;

  /**
   * Begins a file.
   *
   * @param out buffered
   * @param level of compression, 1 to 9
   */
  public PdfFile(OutputStream out, int level) throws IOException {
    this.out = out;
    this.deflater = new Deflater(level);
    write(HEADER, HEADER.length);
  }

  private void write(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
    position += length;
  }

  private void write(Bytes bytes) throws IOException {
    write(bytes.array(), bytes.size());
  }

  /** A number for an object that is written later. */
  public int reserve() {
    if (objects == places.length) {
      places = Arrays.copyOf(places, objects * 2);
    }
    places[objects] = RESERVED;
    return objects++;
  }

  private void place(int object, long where) {
    if (object <= 0 || object >= objects || places[object] != RESERVED) {
      throw new IllegalStateException(
          "object " + object + " was not reserved, or was written before");
    }
    places[object] = where;
  }

  /** Writes an object that is no stream. */
  public void object(int object, Bytes body) throws IOException {
    if (packedCount == 0) {
      packedStream = reserve();
    }
    place(object, PACKED | (long) packedStream << 16 | packedCount);
    packedIndex.number(object).add(' ').number(packed.size()).add(' ');
    packed.add(body).add('\n');
    if (++packedCount == MOST_IN_A_STREAM) {
      flushPacked();
    }
  }

  /** The same with a number of its own. */
  public int object(Bytes body) throws IOException {
    int object = reserve();
    object(object, body);
    return object;
  }

  private void flushPacked() throws IOException {
    if (packedCount == 0) {
      return;
    }
    Bytes entries =
        new Bytes()
            .ascii("/Type/ObjStm/N ")
            .number(packedCount)
            .ascii("/First ")
            .number(packedIndex.size());
    packedCount = 0;
    stream(packedStream, entries, packedIndex.add(packed));
    packed.clear();
    packedIndex.clear();
  }

  /**
   * Writes a stream, compressed.
   *
   * @param entries of its dictionary but length and filter
   */
  public void stream(int object, Bytes entries, Bytes data) throws IOException {
    compressed.clear();
    deflate(data);
    deflater.finish();
    drain();
    deflater.reset();
    raw(object, entries.ascii("/Filter/FlateDecode"), compressed);
  }

  private void deflate(Bytes data) {
    deflater.setInput(data.array(), 0, data.size());
    while (!deflater.needsInput()) {
      int count = deflater.deflate(deflated);
      compressed.add(deflated, 0, count);
    }
  }

  private void drain() {
    while (!deflater.finished()) {
      compressed.add(deflated, 0, deflater.deflate(deflated));
    }
  }

  /** Writes a stream whose data is encoded as its entries say. */
  public void raw(int object, Bytes entries, Bytes data) throws IOException {
    place(object, position);
    head.clear();
    head.number(object).ascii(" 0 obj\n<<").add(entries).ascii("/Length ").number(data.size());
    write(head.ascii(">>stream\n"));
    write(data);
    head.clear();
    write(head.ascii("\nendstream\nendobj\n"));
  }

  /**
   * Ends the file; its last bytes are handed over, not flushed.
   *
   * @param root the catalogue
   * @param info the document's properties
   * @param id what tells this file from others, 16 bytes
   * @throws IllegalStateException if an object was reserved and never written
   */
  public void finish(int root, int info, byte[] id) throws IOException {
    flushPacked();
    int self = reserve();
    for (int i = 1; i < self; i++) {
      if (places[i] == RESERVED) {
        throw new IllegalStateException("object " + i + " was reserved and never written");
      }
    }
    long start = position;
    places[self] = start;
    Bytes entries = new Bytes().ascii("/Type/XRef/W[1 5 2]/Size ").number(objects);
    entries.ascii("/Root ").reference(root).ascii("/Info ").reference(info);
    entries.ascii("/DecodeParms<</Predictor 12/Columns 8>>/ID[");
    for (int twice = 0; twice < 2; twice++) {
      entries.add('<');
      for (byte b : id) {
        entries.hex8(b);
      }
      entries.add('>');
    }
    entries.add(']');
    Bytes table = table();
    places[self] = RESERVED;
    stream(self, entries, table);
    head.clear();
    write(head.ascii("startxref\n").number(start).ascii("\n%%EOF\n"));
  }

  /** One line of eight bytes an object, each as its difference from the one above. */
  private Bytes table() {
    Bytes table = new Bytes(objects * 9);
    byte[] above = new byte[8];
    byte[] line = new byte[8];
    for (int i = 0; i < objects; i++) {
      fill(line, i);
      table.add(2);
      for (int column = 0; column < line.length; column++) {
        table.add(line[column] - above[column]);
      }
      System.arraycopy(line, 0, above, 0, line.length);
    }
    return table;
  }

  private void fill(byte[] line, int object) {
    long place = object == 0 ? 0 : places[object];
    boolean isPacked = (place & PACKED) != 0;
    long second = isPacked ? (place & ~PACKED) >> 16 : place;
    long third = isPacked ? place & 0xFFFF : object == 0 ? 0xFFFF : 0;
    line[0] = (byte) (object == 0 ? 0 : isPacked ? 2 : 1);
    for (int i = 0; i < 5; i++) {
      line[1 + i] = (byte) (second >> 8 * (4 - i));
    }
    line[6] = (byte) (third >> 8);
    line[7] = (byte) third;
  }

  /** How many bytes were written so far. */
  public long size() {
    return position;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
