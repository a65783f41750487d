package org.scepter.platform;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;

/**
 * A problem document (RFC 9457).
 *
 * @param status the HTTP status
 * @param title what is wrong in a few words, the same for each occurrence
 * @param detail this occurrence, fit for the caller
 * @param faults what is wrong with which field, if fields are at fault
 */
public record Problem(int status, String title, String detail, List<FieldFault> faults) {
  /** The media type of problem documents. */
  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    Objects.requireNonNull(title);
    Objects.requireNonNull(detail);
    faults = List.copyOf(faults);
  }

  /**
   * One faulty field.
   *
   * @param field its name in the request, {@code scep.keySize}
   * @param message what is accepted
   */
  public record FieldFault(String field, String message) {
    public FieldFault {
      Objects.requireNonNull(field);
      Objects.requireNonNull(message);
    }
  }

  public static Problem of(Response.Status status, String detail) {
    return new Problem(status.getStatusCode(), status.getReasonPhrase(), detail, List.of());
  }

  /** 422 with a line for each field. */
  public static Problem invalid(List<FieldFault> faults) {
    return new Problem(422, "Invalid input", "Some fields are not acceptable.", faults);
  }

  /** 404 for {@code what}, which the caller named. */
  public static Problem notFound(String what) {
    return new Problem(404, "Not found", "There is no such " + what + ".", List.of());
  }

  /** 409 with a closed {@code title}, fit for the audit. */
  public static Problem conflict(String title, String detail) {
    return new Problem(409, title, detail, List.of());
  }

  public Response toResponse() {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("type", "about:blank")
            .add("title", title)
            .add("status", status)
            .add("detail", detail);
    if (!faults.isEmpty()) {
      JsonArrayBuilder list = Json.createArrayBuilder();
      for (FieldFault fault : faults) {
        list.add(
            Json.createObjectBuilder().add("field", fault.field()).add("message", fault.message()));
      }
      json.add("errors", list);
    }
    return Response.status(status)
        .type(MEDIA_TYPE)
        .header("Cache-Control", "no-store")
        .entity(json.build().toString())
        .build();
  }
}
