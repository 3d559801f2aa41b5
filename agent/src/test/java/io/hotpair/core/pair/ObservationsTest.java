package io.hotpair.core.pair;

import static io.hotpair.core.pair.Situations.NOW;
import static io.hotpair.core.pair.Situations.PEERS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.PeerHealth;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ObservationsTest {
  @Test
  void aPathThatIsDownIsToldWithWhatToLookAt() {
    Steps steps =
        Steps.of(
            Situations.standby(),
            Situations.tick(NOW, Situations.silent(PeerHealth.SILENT, true), PEERS));
    List<String> texts =
        steps.all(Effect.Notify.class).stream()
            .map(Effect.Notify::notice)
            .filter(notice -> notice.kind() == NoticeKind.PATH_DOWN)
            .map(NoticeDraft::text)
            .toList();
    assertEquals(
        List.of(
            "the private path to vpe1 is down: check cable, switch and the peer",
            "the public path to vpe1 is down: check cable, switch and the peer",
            "the disk path to vpe1 is down: check the peer, and each node's path to the array"),
        texts);
  }
}
