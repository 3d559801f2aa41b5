import java.awt.Component;
import java.awt.Container;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JInternalFrame;
import javax.swing.JSplitPane;
import javax.swing.JTabbedPane;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.JTree;
import javax.swing.SwingUtilities;
import javax.swing.tree.TreeModel;
import javax.swing.tree.TreePath;

/**
 * Takes pictures of jconsole at an agent: Jconsole PID PAIR FOLDER.
 *
 * <p>It runs in jconsole's own process, finds what an administrator would click by its name, and
 * clicks it. It orders a switchover of the pair, and takes a picture of what is told about it.
 */
final class Jconsole {
  private static final Rectangle SCREEN = new Rectangle(0, 0, 1280, 860);
  private static final Point CELL = new Point(20, 8);
  private static final Point ROW_IN_VIEWER = new Point(200, 123);
  private static final int TREE_WIDTH = 260;
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int SETTLING_MILLIS = 1_500;

  private final String pair;
  private final File folder;
  private final Robot robot;
  private JFrame frame;
  private JTree tree;

  private Jconsole(String pair, File folder) throws Exception {
    this.pair = "\"" + pair + "\"";
    this.folder = folder;
    this.robot = new Robot();
  }

  public static void main(String[] arguments) throws Exception {
    System.setProperty("swing.defaultlaf", "javax.swing.plaf.metal.MetalLookAndFeel");
    Jconsole pictures = new Jconsole(arguments[1], new File(arguments[2]));
    sun.tools.jconsole.JConsole.main(new String[] {arguments[0]});
    int status = 1;
    try {
      pictures.open();
      pictures.take();
      status = 0;
    } catch (IllegalStateException notShown) {
      System.err.println(notShown.getMessage());
    } finally {
      if (status != 0) {
        pictures.picture("failed");
      }
      // jconsole's threads would go on.
      System.exit(status);
    }
  }

  private void open() throws Exception {
    frame = (JFrame) await("jconsole", () -> first(List.of(Frame.getFrames()), Frame::isShowing));
    inSwing(
        () -> {
          frame.setBounds(SCREEN);
          return frame;
        });
    // Local connections have no TLS, and jconsole asks.
    click("Insecure connection");
    JTabbedPane tabs = await("tabs", () -> first(all(JTabbedPane.class), t -> tab(t) >= 0));
    inSwing(
        () -> {
          all(JInternalFrame.class).forEach(Jconsole::maximize);
          tabs.setSelectedIndex(tab(tabs));
          return tabs;
        });
    tree = await("the MBeans", () -> first(all(JTree.class), t -> find(t, "io.hotpair") != null));
    Thread.sleep(SETTLING_MILLIS);
    inSwing(
        () -> {
          for (int row = 0; row < tree.getRowCount(); row++) {
            if (tree.getPathForRow(row).toString().contains("io.hotpair")) {
              tree.expandRow(row);
            }
          }
          all(JSplitPane.class).stream()
              .filter(split -> split.getOrientation() == JSplitPane.HORIZONTAL_SPLIT)
              .forEach(split -> split.setDividerLocation(TREE_WIDTH));
          return tree;
        });
  }

  private void take() throws Exception {
    select("Pair", pair);
    picture("tree");
    select("Pair", pair, "Attributes");
    picture("pair");
    select("Site", "Attributes");
    doubleClick("Pairs", CELL);
    // jconsole draws the row's viewer; a place in it has no name.
    doubleClick("Pairs", ROW_IN_VIEWER);
    doubleClick("Pairs", ROW_IN_VIEWER);
    picture("table");
    select("Site", "Notifications");
    click("Subscribe");
    select("Pair", pair, "Operations");
    picture("operations");
    inSwing(
        () -> {
          all(JTextField.class).forEach(field -> field.setText(""));
          return pair;
        });
    click("switchover");
    click("OK");
    select("Site", "Notifications");
    await(
        "the switchover",
        () -> first(all(JTable.class), t -> row(t, "io.hotpair.switchover") >= 0));
    doubleClick("io.hotpair.switchover", CELL);
    picture("notifications");
    select("Pair", pair, "Attributes", "LastMoveDuration");
    picture("attribute");
  }

  private void select(String... names) throws Exception {
    String[] path = Arrays.copyOf(new String[] {"io.hotpair"}, names.length + 1);
    System.arraycopy(names, 0, path, 1, names.length);
    await(String.join(" ", names), () -> Optional.ofNullable(find(tree, path)));
    inSwing(
        () -> {
          tree.setSelectionPath(find(tree, path));
          return path;
        });
    Thread.sleep(SETTLING_MILLIS);
  }

  private void click(String button) throws Exception {
    JButton found = await(button, () -> first(all(JButton.class), b -> button.equals(b.getText())));
    SwingUtilities.invokeLater(found::doClick);
    Thread.sleep(SETTLING_MILLIS);
  }

  /** Opens the value in the row that has a cell which begins so. */
  private void doubleClick(String cell, Point inCell) throws Exception {
    JTable table = await(cell, () -> first(all(JTable.class), t -> row(t, cell) >= 0));
    Point middle =
        inSwing(
            () -> {
              Rectangle place = table.getCellRect(row(table, cell), column(table), false);
              Point corner = table.getLocationOnScreen();
              return new Point(corner.x + place.x + inCell.x, corner.y + place.y + inCell.y);
            });
    robot.mouseMove(middle.x, middle.y);
    for (int i = 0; i < 2; i++) {
      robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
      robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    }
    Thread.sleep(SETTLING_MILLIS);
  }

  private static int column(JTable table) {
    for (int column = 0; column < table.getColumnCount(); column++) {
      if (List.of("Value", "UserData").contains(table.getColumnName(column))) {
        return column;
      }
    }
    return 0;
  }

  private static int row(JTable table, String begin) {
    for (int row = 0; row < table.getRowCount(); row++) {
      for (int column = 0; column < table.getColumnCount(); column++) {
        if (String.valueOf(table.getValueAt(row, column)).startsWith(begin)) {
          return row;
        }
      }
    }
    return -1;
  }

  private void picture(String name) throws Exception {
    robot.mouseMove(SCREEN.width - 1, SCREEN.height - 1);
    Thread.sleep(SETTLING_MILLIS);
    File file = new File(folder, name + ".png");
    ImageIO.write(robot.createScreenCapture(SCREEN), "png", file);
    System.out.println(file);
  }

  private static TreePath find(JTree tree, String... names) {
    TreeModel model = tree.getModel();
    TreePath path = new TreePath(model.getRoot());
    for (String name : names) {
      Object parent = path.getLastPathComponent();
      Object next = null;
      for (int i = 0; i < model.getChildCount(parent); i++) {
        // As soon as it is subscribed to: <html><b>Notifications[3]</b></html>.
        if (name.equals(model.getChild(parent, i).toString().replaceAll("<[^>]*>|\\[\\d+]", ""))) {
          next = model.getChild(parent, i);
        }
      }
      if (next == null) {
        return null;
      }
      path = path.pathByAddingChild(next);
    }
    return path;
  }

  private static int tab(JTabbedPane tabs) {
    for (int i = 0; i < tabs.getTabCount(); i++) {
      if (tabs.getTitleAt(i).contains("MBeans")) {
        return i;
      }
    }
    return -1;
  }

  private static void maximize(JInternalFrame window) {
    try {
      window.setMaximum(true);
    } catch (java.beans.PropertyVetoException vetoed) {
      throw new IllegalStateException(vetoed);
    }
  }

  private static <T> List<T> all(Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Window window : Window.getWindows()) {
      collect(window, type, found);
    }
    return found;
  }

  private static <T> void collect(Component component, Class<T> type, List<T> found) {
    if (!component.isShowing()) {
      return;
    }
    if (type.isInstance(component)) {
      found.add(type.cast(component));
    }
    if (component instanceof Container container) {
      for (Component child : container.getComponents()) {
        collect(child, type, found);
      }
    }
  }

  private static <T> Optional<T> first(List<T> found, Predicate<T> wanted) {
    return found.stream().filter(wanted).findFirst();
  }

  private static <T> T inSwing(Supplier<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work::get);
    SwingUtilities.invokeLater(task);
    return task.get();
  }

  private static <T> T await(String what, Supplier<Optional<T>> search) throws Exception {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    while (System.nanoTime() < end) {
      Optional<T> found = inSwing(search);
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("jconsole does not show " + what);
  }
}
