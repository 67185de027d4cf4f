package io.github.edvr4j.cli;

import java.io.PrintWriter;
import java.util.List;

/**
 * Columns beside each other, the first flush left and the others flush right.
 *
 * @param rows the head first, all of one length
 */
record TextTable(List<List<String>> rows) {

  void printText(PrintWriter out) {
    int columns = rows.getFirst().size();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        int column = i;
        int width = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
        line.append(i == 0 ? "" : "  ").append(padded(row.get(i), i == 0 ? -width : width));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static String padded(String text, int width) {
    return ("%" + width + "s").formatted(text);
  }

  void printMarkdown(PrintWriter out) {
    for (int i = 0; i < rows.size(); i++) {
      out.println("| " + String.join(" | ", rows.get(i)) + " |");
      if (i == 0) {
        out.println("|---" + "|---:".repeat(rows.getFirst().size() - 1) + "|");
      }
    }
  }
}
