namespace Coffer.Templates.Tests.Functions;

/// <summary>Times and layouts; the tables are those of the tests of Go's time package.</summary>
public sealed class TimeTests
{
    private const string Time = """(mustToDate "2006-01-02 15:04:05 -0700" "2009-02-04 21:00:57.0123456 -0800")""";

    [Theory]
    [InlineData("Mon Jan _2 15:04:05 2006", "Wed Feb  4 21:00:57 2009")]
    [InlineData("Mon Jan 02 15:04:05 -0700 2006", "Wed Feb 04 21:00:57 -0800 2009")]
    [InlineData("Mon, 02 Jan 2006 15:04:05 -0700", "Wed, 04 Feb 2009 21:00:57 -0800")]
    [InlineData("2006-01-02T15:04:05Z07:00", "2009-02-04T21:00:57-08:00")]
    [InlineData("2006-01-02T15:04:05.999999999Z07:00", "2009-02-04T21:00:57.0123456-08:00")]
    [InlineData("3:04PM", "9:00PM")]
    [InlineData("3pm", "9pm")]
    [InlineData("3PM", "9PM")]
    [InlineData("06 01 02", "09 02 04")]
    [InlineData("Jan _2 15:04:05.000", "Feb  4 21:00:57.012")]
    [InlineData("Jan _2 15:04:05.000000", "Feb  4 21:00:57.012345")]
    [InlineData("Jan _2 15:04:05.000000000", "Feb  4 21:00:57.012345600")]
    [InlineData("Jan  2 002 __2 2", "Feb  4 035  35 4")]
    [InlineData("Jan  2 002 __2 2,.99 Month Monday_2006", "Feb  4 035  35 4,.01 Month Wednesday_2009")]
    [InlineData("-07 -070000 -07:00:00", "-08 -080000 -08:00:00")]
    public void A_time_is_written_by_the_layout(string layout, string text) =>
        Assert.Equal(text, Rendering.Of($"{{{{ {Time}.Format \"{layout}\" }}}}"));

    [Theory]
    [InlineData("Mon Jan _2 15:04:05 2006", "Thu Feb  4 21:00:57 2010")]
    [InlineData("Mon Jan _2 15:04:05 MST 2006", "Thu Feb  4 21:00:57 UTC 2010")]
    [InlineData("Monday, 02-Jan-06 15:04:05", "Thursday, 04-Feb-10 21:00:57")]
    [InlineData("2006-01-02 15:04:05", "2010-02-04 21:00:57")]
    [InlineData("January _2 2006 3:04:05pm", "february 4 2010 9:00:57pm")]
    [InlineData("2006 002 15:04:05", "2010 035 21:00:57")]
    [InlineData("Jan  2 15:04:05 2006", "Feb 4 21:00:57 2010")]
    public void A_time_is_read_by_the_layout(string layout, string text) =>
        Assert.Equal("2010-02-04 21:00:57 +0000 UTC", Rendering.Of($"{{{{ mustToDate \"{layout}\" \"{text}\" }}}}"));

    [Theory]
    [InlineData("Mon Jan _2 15:04:05 2006", "Mon Feb  4 21:00:60 2010", "parsing time \"Mon Feb  4 21:00:60 2010\": second out of range")]
    [InlineData("2006-01-02 15:04:05.0", "2010-02-04 21:00:57x",
        "parsing time \"2010-02-04 21:00:57x\" as \"2006-01-02 15:04:05.0\": cannot parse \"x\" as \".0\"")]
    [InlineData("2006 __2", "2010 400", "parsing time \"2010 400\": day-of-year out of range")]
    [InlineData("2006 01 02 002", "2010 01 02 035", "parsing time \"2010 01 02 035\": day-of-year does not match month")]
    [InlineData("-07:00", "+25:00", "parsing time \"+25:00\": time zone offset hour out of range")]
    public void What_does_not_fit_is_said_as_in_Go(string layout, string text, string error)
    {
        var template = $"mustToDate \"{layout}\" \"{text}\"";
        Assert.Equal($"template: main:1:3: executing \"main\" at <{template}>: error calling mustToDate: {error}",
            Rendering.Of($"{{{{ {template} }}}}"));
    }

    [Fact]
    public void The_age_of_a_time_is_by_the_clock_of_the_rendering() =>
        Assert.Equal("26h0m1s 1d", Rendering.Of("{{ $t := mustToDate \"2006-01-02\" \"2024-02-29\" }}{{ ago $t }} {{ durationRound $t }}",
            clock: new StoppedClock(new(2024, 3, 1, 2, 0, 1, TimeSpan.Zero))));

    [Theory]
    [InlineData("0001-01-01", "Monday 1")]
    [InlineData("2000-02-29", "Tuesday 60")]
    [InlineData("1969-12-31", "Wednesday 365")]
    [InlineData("9999-12-31", "Friday 365")]
    public void Dates_are_those_of_the_calendar(string date, string text) =>
        Assert.Equal(text, Rendering.Of($"{{{{ $t := mustToDate \"2006-01-02\" \"{date}\" }}}}{{{{ $t.Weekday }}}} {{{{ $t.YearDay }}}}"));

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
