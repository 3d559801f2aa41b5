package io.hotpair.view.access;

import io.hotpair.core.model.site.JolokiaSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Makes TLS from the key store that the site file names. */
public final class KeyStores {
  private KeyStores() {}

  /**
   * A TLS context that shows the key store's certificate and asks the client for none.
   *
   * @throws IOException with file and cause, if the file cannot be read, is no PKCS #12 key store,
   *     its password is wrong, or it holds no private key
   */
  public static SSLContext context(JolokiaSpec.Tls tls) throws IOException {
    char[] password = new String(tls.password().bytes(), StandardCharsets.UTF_8).toCharArray();
    try (InputStream file = Files.newInputStream(Path.of(tls.keyStore()))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(file, password);
      requireKey(store);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (NoSuchFileException e) {
      throw new IOException("key store " + tls.keyStore() + ": there is no such file", e);
    } catch (IOException | GeneralSecurityException e) {
      throw new IOException(
          "key store " + tls.keyStore() + " cannot be used: " + e.getMessage(), e);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private static void requireKey(KeyStore store) throws GeneralSecurityException, IOException {
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        return;
      }
    }
    throw new IOException("it holds no private key with its certificate");
  }
}
