package io.hotpair.view.access;

import io.hotpair.core.model.AccessRole;
import io.hotpair.core.model.Requester;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;

/**
 * An authenticated user on the way from a surface to an MBean. The surface that authenticates runs
 * the call {@linkplain Subject#callAs as} {@link #subject}; the MBean asks {@link #current}.
 *
 * @param requester who, and from where
 * @param role what the user may do
 */
public record Caller(Requester requester, AccessRole role) implements Principal {
  @Override
  public String getName() {
    return requester.user();
  }

  /** A subject whose only principal is this caller. */
  public Subject subject() {
    return new Subject(true, Set.of(this), Set.of(), Set.of());
  }

  /** Who the current thread works for; empty if no surface authenticated anybody. */
  public static Optional<Caller> current() {
    Subject subject = Subject.current();
    return subject == null
        ? Optional.empty()
        : subject.getPrincipals(Caller.class).stream().findFirst();
  }
}
