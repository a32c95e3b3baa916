/** An application on the module path. It names api only; services find the rest at run time. */
module com.example.chat {
  requires dev.agnost.realtime.api;

  opens com.example.chat to
      com.fasterxml.jackson.databind; // for Say
}
