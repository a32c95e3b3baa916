package dev.agnost.realtime.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The codes that the server refuses a CONNECT with (AGNOST-SERVER.md, section 2.1). */
class RefusalPolicyTest {

  @ParameterizedTest
  @CsvSource({
    "no_environment_found, environment id",
    "suspended_environment, resume it",
    "realtime_not_allowed, enable realtime",
    "missing_api_key, check the API key",
    "invalid_api_key, check the API key",
    "unauthorizez_api_key, right to use realtime",
    "unauthorized_api_key, right to use realtime",
    "expired_api_key, create a new one",
    "missing_request_origin, Origin header",
    "domain_not_authorized, Origin header",
    "ip_not_authorized, IP addresses",
    "missing_client_IP, IP addresses"
  })
  void whatOnlyTheUserCanChangeIsPermanentAndSaysWhatToChange(String code, String advice) {
    assertThat(RefusalPolicy.of(code, "client_error")).isEqualTo(RefusalPolicy.PERMANENT);
    assertThat(RefusalPolicy.advice(code)).contains(advice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing_session_token", "invalid_session_token"})
  void sessionTokenCodesAskForAnotherToken(String code) {
    assertThat(RefusalPolicy.of(code, "client_error")).isEqualTo(RefusalPolicy.SESSION);
    assertThat(RefusalPolicy.advice(code)).contains("sign in again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"internal_server_error", "rate_limit_exceeded", "", "brand_new_code"})
  void whatMayPassIsTriedAgain(String code) {
    assertThat(RefusalPolicy.of(code, "client_error")).isEqualTo(RefusalPolicy.TRANSIENT);
    assertThat(RefusalPolicy.advice(code)).isEmpty();
  }

  @Test
  void theServersOwnErrorIsNeverPermanentWhateverItsCode() {
    assertThat(RefusalPolicy.of("invalid_api_key", "server_error"))
        .isEqualTo(RefusalPolicy.TRANSIENT);
    assertThat(RefusalPolicy.of("invalid_session_token", "server_error"))
        .isEqualTo(RefusalPolicy.TRANSIENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "missing_session_token",
        "invalid_api_key",
        "client_error",
        "server_error",
        "rate_limit_exceeded",
        "get_channel_members_error"
      })
  void wordsOfThePlatformAreItsVocabulary(String word) {
    assertThat(RefusalPolicy.isVocabulary(word)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "brand_new_code", "INVALID_API_KEY"})
  void otherWordsAreNot(String word) {
    assertThat(RefusalPolicy.isVocabulary(word)).isFalse();
  }
}
