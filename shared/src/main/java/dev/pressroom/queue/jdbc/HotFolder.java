package dev.pressroom.queue.jdbc;

import dev.pressroom.job.JobId;
import dev.pressroom.queue.Inbox;
import dev.pressroom.queue.Lease;
import java.io.IOException;
import java.util.List;

/**
 * The hot folder of this disk. A job is inserted if it is not there yet: whoever was taking in the
 * same file may be slow, not dead. For use by one thread.
 */
final class HotFolder {
  private final Directories directories;
  private final Leases leases;
  private final Inbox inbox;

  HotFolder(Directories directories, Leases leases, Submission submission) {
    this.directories = directories;
    this.leases = leases;
    this.inbox = new Inbox(directories.tree(), (job, again) -> submission.submitAgain(job));
  }

  List<JobId> takeIn(Lease own) throws IOException {
    directories.takeOver(own.id(), leases::stands);
    return inbox.takeIn(own);
  }

  void sweep() throws IOException {
    inbox.sweep();
  }
}
