package io.hotpair.mbeans;

/** A part of this node. What each attribute means stands in its description. */
public interface HealthRow {
  @Description("The part's name, as events and the log call it.")
  String getName();

  @Description("What is looked at. The site file's health section has its limits under this name.")
  @Words(HealthKind.class)
  String getKind();

  @Description("The code of Kind.")
  @Words(HealthKind.class)
  int getKindCode();

  @Description(
      "What is to be thought of it, after several looks that agree. Warn on degraded, "
          + "alarm on failing and failed, and do what Advice says. Unknown is no alarm by "
          + "itself; look why, where the machine should tell.")
  @Words(HealthVerdict.class)
  String getVerdict();

  @Description("The code of Verdict.")
  @Words(HealthVerdict.class)
  int getVerdictCode();

  @Description(
      "What the last look has shown, or why it showed nothing: read it first when the "
          + "verdict is not ok.")
  String getReading();

  @Description(
      "What the limits judge, in Unit; -1 if there is no value. Of a count it is how "
          + "much it grew within its window. Graph it to see trouble come.")
  long getValue();

  @Description(
      "What Value counts; empty if this kind has no value and is judged by what the "
          + "device says.")
  String getUnit();

  @Description(
      "From where on the value is worse, as the site file has it. If it warns too "
          + "often, or too late, change the limits there.")
  String getLimits();

  @Description("What to do about it; empty unless something is wrong.")
  String getAdvice();

  @Description("When the verdict changed last: look in the kernel's log at that time. 0 if never.")
  @Units("milliseconds since 1970")
  long getLastChange();

  @Description("LastChange for people, in UTC; \"never\" if it is 0.")
  String getLastChangeUtc();

  @Description(
      "How often the verdict has changed. If it grows fast, the limits are too near "
          + "to what is usual here.")
  long getChanges();
}
