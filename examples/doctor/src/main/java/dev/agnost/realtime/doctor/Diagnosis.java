package dev.agnost.realtime.doctor;

import org.jspecify.annotations.Nullable;

/**
 * Why a step failed.
 *
 * @param code the heading in {@code docs/errors.md}, such as {@code AGN-204}
 * @param serverCode the server's own code, such as {@code invalid_api_key}; null if it sent none
 * @param came what happened
 * @param advice what it means and what to do
 */
record Diagnosis(String code, @Nullable String serverCode, String came, Advice advice) {

  /**
   * Takes meaning and remedy from the error pages. Messages of the SDK that fit one case end with
   * what to do, behind a semicolon; that goes before what the page has for all cases.
   */
  static Diagnosis of(String code, @Nullable String serverCode, String message) {
    Advice page = ErrorPages.load().advice(code, serverCode);
    int hint = serverCode == null ? message.lastIndexOf("; ") : -1;
    if (hint < 0) {
      return new Diagnosis(code, serverCode, message, page);
    }
    Advice specific = new Advice(page.meaning(), ErrorPages.sentence(message.substring(hint + 2)));
    return new Diagnosis(code, serverCode, message.substring(0, hint), specific);
  }

  /** The same with something else to do first. */
  Diagnosis advising(String first) {
    Advice both = new Advice(advice.meaning(), first + " " + advice.remedy());
    return new Diagnosis(code, serverCode, came, both);
  }
}
