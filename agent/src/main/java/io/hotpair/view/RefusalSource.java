package io.hotpair.view;

/** What was turned away since the agent's start; asked for each snapshot, and does not wait. */
public interface RefusalSource {
  /** Nothing was turned away. */
  RefusalSource NONE =
      new RefusalSource() {
        @Override
        public long authenticationFailures() {
          return 0;
        }

        @Override
        public long diskFlaws() {
          return 0;
        }
      };

  /** Datagrams and requests that failed authentication, over all networks and surfaces. */
  long authenticationFailures();

  /** Blocks on shared disks that were damaged, foreign or forged; each look counts them anew. */
  long diskFlaws();
}
