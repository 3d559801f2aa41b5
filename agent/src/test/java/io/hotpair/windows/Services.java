package io.hotpair.windows;

/** What {@code sc.exe} prints, in the layout of Windows 10 and Server 2016 and later. */
final class Services {
  static final String RUNNING =
      Recorded.crlf(
          """

          SERVICE_NAME: MSSQL$ERP
                  TYPE               : 10  WIN32_OWN_PROCESS
                  STATE              : 4  RUNNING
                                          (STOPPABLE, PAUSABLE, ACCEPTS_SHUTDOWN)
                  WIN32_EXIT_CODE    : 0  (0x0)
                  SERVICE_EXIT_CODE  : 0  (0x0)
                  CHECKPOINT         : 0x0
                  WAIT_HINT          : 0x0
                  PID                : 4816
                  FLAGS              :
          """);

  static final String STOPPED =
      Recorded.crlf(
          """

          SERVICE_NAME: MSSQL$ERP
                  TYPE               : 10  WIN32_OWN_PROCESS
                  STATE              : 1  STOPPED
                  WIN32_EXIT_CODE    : 0  (0x0)
                  SERVICE_EXIT_CODE  : 0  (0x0)
                  CHECKPOINT         : 0x0
                  WAIT_HINT          : 0x0
                  PID                : 0
                  FLAGS              :
          """);

  static final String NEVER_STARTED =
      STOPPED.replace("WIN32_EXIT_CODE    : 0  (0x0)", "WIN32_EXIT_CODE    : 1077  (0x435)");

  static final String CRASHED =
      STOPPED
          .replace("WIN32_EXIT_CODE    : 0  (0x0)", "WIN32_EXIT_CODE    : 1066  (0x42a)")
          .replace("SERVICE_EXIT_CODE  : 0  (0x0)", "SERVICE_EXIT_CODE  : 17058  (0x42a2)");

  /** As {@code sc start} prints it as well, which has asked for the start. */
  static final String START_PENDING =
      Recorded.crlf(
          """

          SERVICE_NAME: MSSQL$ERP
                  TYPE               : 10  WIN32_OWN_PROCESS
                  STATE              : 2  START_PENDING
                                          (NOT_STOPPABLE, NOT_PAUSABLE, IGNORES_SHUTDOWN)
                  WIN32_EXIT_CODE    : 0  (0x0)
                  SERVICE_EXIT_CODE  : 0  (0x0)
                  CHECKPOINT         : 0x1
                  WAIT_HINT          : 0x7d0
                  PID                : 4816
                  FLAGS              :
          """);

  /** {@code sc stop} prints no process and no flags. */
  static final String STOP_SENT =
      Recorded.crlf(
          """

          SERVICE_NAME: MSSQL$ERP
                  TYPE               : 10  WIN32_OWN_PROCESS
                  STATE              : 3  STOP_PENDING
                                          (NOT_STOPPABLE, NOT_PAUSABLE, IGNORES_SHUTDOWN)
                  WIN32_EXIT_CODE    : 0  (0x0)
                  SERVICE_EXIT_CODE  : 0  (0x0)
                  CHECKPOINT         : 0x3
                  WAIT_HINT          : 0x1388
          """);

  static final String STOP_PENDING =
      STOP_SENT
          + Recorded.crlf("        PID                : 4816\n        FLAGS              : \n");

  static final String PAUSED = RUNNING.replace("4  RUNNING", "7  PAUSED");

  /** A Windows of Spain: labels, too, are words. */
  static final String SPANISH =
      Recorded.crlf(
          """

          NOMBRE_SERVICIO: Spooler
                  TIPO               : 110  WIN32_OWN_PROCESS  (interactive)
                  ESTADO             : 4  RUNNING
                                          (STOPPABLE, NOT_PAUSABLE, IGNORES_SHUTDOWN)
                  CÓD_SALIDA_WIN32   : 0  (0x0)
                  CÓD_SALIDA_SERVICIO: 0  (0x0)
                  PUNTO_COMPROB.     : 0x0
                  INDICACIÓN_INICIO  : 0x0
                  PID                : 2460
                  MARCAS             :
          """);

  private Services() {}

  /** An error as sc.exe prints it: its status is the same number. */
  static String error(String call, int number, String sentence) {
    return Recorded.crlf("[SC] " + call + " FAILED " + number + ":\n\n" + sentence + "\n\n");
  }
}
