package dev.pressroom.queue.spool;

import dev.pressroom.jobdir.Disk;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger LOG = LoggerFactory.getLogger(Ground.class);
  private static final String MODE = "unix:mode";
  private static final int SETGID = 02000;
  private static final int GROUP_ROOT = 02771;
  private static final int OWNERS_ROOT = 0711;

  /** What a member of the group needs of a folder: to write there, and to hand the group on. */
  private static final int GROUPS = 02070;

  private static final int OTHERS = 0007;
  private static final int OTHERS_WRITE = 0002;

  private Ground() {}

  /** Whether the folder is meant for the processes of several users of one group. */
  static boolean isForGroup(Path root) throws IOException {
    return (mode(root) & SETGID) != 0;
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
   * Makes the spool's folder if it is not there: with the setgid bit, if it inherits one, for a
   * group; otherwise for one user, and for others to reach what they may in it.
   */
  static Path make(Path root) throws IOException {
    if (!Files.exists(root)) {
      Path absolute = root.toAbsolutePath();
      Files.createDirectories(absolute.getParent());
      try {
        Files.createDirectory(absolute);
        Files.setAttribute(absolute, MODE, isForGroup(absolute) ? GROUP_ROOT : OWNERS_ROOT);
      } catch (FileAlreadyExistsException e) {
        // Another process makes it.
      }
    }
    return root.toRealPath();
  }

  /** Refuses a spool's folder that strangers may write to: they could put another in its place. */
  static void checkRoot(Path root) throws IOException {
    if (Files.exists(root.resolve("host"))) {
      throw new FileSystemException(
          root.toString(),
          null,
          "it is the work directory of a queue in a database, whose jobs a spool would take for"
              + " its own; name another folder");
    }
    checkMode(root, OTHERS_WRITE, 0, isForGroup(root) ? "2771" : "0711");
  }

  /**
   * Refuses folders that strangers may write to, who could run any report then as anybody; and, in
   * a spool for a group, folders that its members could not move jobs out of. Says which ones
   * others can look into. Changes nothing: modes may have been set by an operator.
   *
   * @param folders those that are there
   */
  static void checkModes(Path root, List<Path> folders) throws IOException {
    boolean group = isForGroup(root);
    for (Path folder : folders) {
      String right = group ? "2770" : "0700";
      int mode = checkMode(folder, OTHERS_WRITE, group ? GROUPS : 0, right);
      if ((mode & OTHERS) != 0) {
        LOG.warn(
            "{} has the mode {}: every user of this machine can look into it; chmod {} it if that is"
                + " not meant",
            folder,
            Integer.toOctalString(mode),
            right);
      }
    }
  }

  private static int checkMode(Path folder, int never, int always, String right)
      throws IOException {
    int mode = mode(folder);
    if ((mode & never) != 0 || (mode & always) != always) {
      throw new FileSystemException(
          folder.toString(),
          null,
          "its mode is "
              + Integer.toOctalString(mode)
              + ((mode & never) != 0
                  ? ", and who may write there can have any report run as anybody"
                  : ", and the spool is for a group, as its setgid bit says; not every member could"
                      + " move jobs in it")
              + "; chmod "
              + right
              + " it");
    }
    return mode;
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, MODE, LinkOption.NOFOLLOW_LINKS) & 07777;
  }

  /**
   * Renames a directory through all of the folders, as a job goes: folders on different mounts, or
   * with modes that do not fit, show now and not in mid-job.
   */
  static void probe(Disk disk, List<Path> folders, String unique) throws IOException {
    String name = Spool.HIDDEN + "probe-" + unique;
    Path at = folders.get(0).resolve(name);
    disk.createDirectory(at);
    Path to = at.getParent();
    try {
      for (Path folder : folders) {
        to = folder;
        Path next = folder.resolve(name);
        if (!next.equals(at) && disk.exists(folder)) {
          disk.rename(at, next);
          at = next;
        }
      }
    } catch (IOException e) {
      throw new FileSystemException(
          at.getParent().toString(),
          to.toString(),
          "a directory cannot be moved from the first to the second ("
              + e.getClass().getSimpleName()
              + "); all folders of a spool must lie on one file system and be writable for this"
              + " user. Unmount the second, or chown it");
    } finally {
      disk.remove(at);
    }
  }
}
