package io.hotpair.view.access;

import io.hotpair.core.model.site.JolokiaSpec;
import io.hotpair.core.model.site.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A PKCS #12 key store with a self-signed certificate of 127.0.0.1, made by the JDK's keytool. */
public final class KeyStoreFile {
  private static final String PASSWORD = "of the key store";

  private KeyStoreFile() {}

  /** Makes one in a folder. */
  public static JolokiaSpec.Tls in(Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                "agent",
                "-keyalg",
                "EC",
                "-dname",
                "CN=blade1",
                "-ext",
                "SAN=IP:127.0.0.1")
            .inheritIO()
            .start();
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      keytool.destroyForcibly();
      throw new IOException("keytool made no key store");
    }
    return new JolokiaSpec.Tls(file.toString(), secret(PASSWORD));
  }

  /** A secret of a text. */
  public static Secret secret(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }
}
