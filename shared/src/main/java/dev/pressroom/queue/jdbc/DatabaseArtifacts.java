package dev.pressroom.queue.jdbc;

import dev.pressroom.job.JobId;
import dev.pressroom.queue.ArtifactStore;
import dev.pressroom.queue.QueueException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Artifacts in the queue's database, in pieces, so that neither side holds a whole one in memory
 * and no transaction lasts. The row that says how many there are is written last: without it there
 * is no artifact.
 */
public final class DatabaseArtifacts implements ArtifactStore {
  /** In bytes. A database is a good place for reports of a few pages, and a bad one for films. */
  public static final long DEFAULT_MOST = 64L << 20;

  private static final int PIECE = 256 << 10;

  private final Database database;
  private final long most;

  private DatabaseArtifacts(Database database, long most) {
    this.database = database;
    this.most = most;
  }

  /**
   * Keeps artifacts in the tables of a queue.
   *
   * @param most the largest that is kept, in bytes
   */
  public static DatabaseArtifacts in(DataSource source, long most) {
    try (Connection connection = source.getConnection()) {
      return new DatabaseArtifacts(
          new Database(source, Dialect.of(connection), null, new Schema(false, System::nanoTime)),
          most);
    } catch (SQLException e) {
      throw Trouble.with("opening the queue in the database", e);
    }
  }

  @Override
  public void put(JobId id, int attempt, String name, Path file) throws IOException {
    if (pieces(id, attempt, name).isPresent()) {
      return;
    }
    long size = Files.size(file);
    if (size > most) {
      throw new QueueException(
          "artifact "
              + name
              + " of job "
              + id
              + " has "
              + size
              + " bytes; at most "
              + most
              + " are kept in the database. Keep artifacts in a shared folder instead, or raise the"
              + " limit");
    }
    String what = "keeping artifact " + name + " of job " + id;
    String text = id.text();
    // What an earlier try left.
    database.alone(what, tx -> tx.update(Sql.REMOVE_PIECES, text, attempt, name));
    int pieces = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
        byte[] content = piece;
        int part = pieces++;
        database.alone(what, tx -> tx.update(Sql.ADD_PIECE, text, attempt, name, part, content));
      }
    }
    int all = pieces;
    database.alone(what, tx -> tx.update(Sql.ADD_ARTIFACT, text, attempt, name, all));
  }

  private Optional<Integer> pieces(JobId id, int attempt, String name) {
    return database.alone(
        "looking for artifact " + name + " of job " + id,
        tx -> tx.one(Sql.ARTIFACT, row -> row.getInt("pieces"), id.text(), attempt, name));
  }

  @Override
  public InputStream open(JobId id, int attempt, String name) throws IOException {
    int pieces =
        pieces(id, attempt, name)
            .orElseThrow(() -> new NoSuchFileException(id + "/" + attempt + "/" + name));
    return new SequenceInputStream(
        new Enumeration<>() {
          private int next;

          @Override
          public boolean hasMoreElements() {
            return next < pieces;
          }

          @Override
          public InputStream nextElement() {
            if (!hasMoreElements()) {
              throw new NoSuchElementException();
            }
            int part = next++;
            return database
                .alone(
                    "reading artifact " + name + " of job " + id,
                    tx ->
                        tx.one(
                            Sql.PIECE,
                            row -> row.getBytes("content"),
                            id.text(),
                            attempt,
                            name,
                            part))
                .map(ByteArrayInputStream::new)
                .orElseThrow(
                    () ->
                        new QueueException(
                            "artifact " + name + " of job " + id + " was purged meanwhile"));
          }
        });
  }

  @Override
  public void keepOnly(JobId id, int attempt) {
    database.transact(
        "removing artifacts of job " + id,
        tx -> {
          tx.update(Sql.REMOVE_LOST_ARTIFACTS, id.text(), attempt);
          return tx.update(Sql.REMOVE_LOST_PIECES, id.text(), attempt);
        });
  }

  @Override
  public void remove(JobId id) {
    // No attempt has this number.
    keepOnly(id, 0);
  }
}
