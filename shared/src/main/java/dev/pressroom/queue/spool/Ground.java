package dev.pressroom.queue.spool;

import dev.pressroom.jobdir.Disk;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether a folder is ground that a spool can stand on, looked at when it is opened. */
final class Ground {
  /** Their renames, locks or forces are not what the protocols need. */
  private static final Set<String> NETWORK =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "9p",
          "ceph",
          "glusterfs",
          "lustre",
          "afs",
          "ncpfs",
          "gfs2",
          "ocfs2",
          "beegfs",
          "fuse.sshfs",
          "fuse.glusterfs",
          "fuse.s3fs",
          "fuse.rclone",
          "davfs");

  private static final int SETGID = 02000;

  private Ground() {}

  /** Whether the folder is meant for the processes of several users of one group. */
  static boolean isForGroup(Path root) throws IOException {
    Object mode = Files.getAttribute(root, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return (((Integer) mode) & SETGID) != 0;
  }

  /**
   * Refuses file systems that lie on other machines.
   *
   * @param type as the system names it
   */
  static void checkType(Path root, String type) throws IOException {
    if (NETWORK.contains(type.toLowerCase(Locale.ROOT))) {
      throw new FileSystemException(
          root.toString(),
          null,
          "it lies on a network file system ("
              + type
              + "); a spool needs a local disk. For several machines use a database");
    }
  }

  /**
   * Renames a directory through all of the folders, as a job goes: folders on different mounts, or
   * with modes that do not fit, show now and not in mid-job.
   */
  static void probe(Disk disk, List<Path> folders, String unique) throws IOException {
    String name = Spool.HIDDEN + "probe-" + unique;
    Path at = folders.get(0).resolve(name);
    disk.createDirectory(at);
    try {
      for (Path folder : folders) {
        Path next = folder.resolve(name);
        if (!next.equals(at)) {
          disk.rename(at, next);
          at = next;
        }
      }
    } catch (IOException e) {
      throw new FileSystemException(
          at.toString(),
          folders.get(0).toString(),
          "a directory cannot be moved from folder to folder ("
              + e
              + "); all folders of a spool must lie on one file system and be writable for this"
              + " user");
    } finally {
      disk.remove(at);
    }
  }
}
