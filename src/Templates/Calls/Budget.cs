using System.Security.Cryptography;
using Coffer.Templates.Functions.Semver;
using Coffer.Templates.Re2;

namespace Coffer.Templates.Calls;

/// <summary>
/// What one rendering may still spend, its clock and its source of randomness, and what it need not read twice. Not
/// thread-safe: one per rendering.
/// </summary>
internal sealed class Budget(TemplateLimits limits, TimeProvider clock)
{
    /// <summary>What an entry of a map costs.</summary>
    public const int StepsOfEntry = 2;

    /// <summary>
    /// What stays in memory costs more than its making, or many large texts could fill it within the steps of a long loop.
    /// </summary>
    private const int BytesPerStep = 8;

    /// <summary>Maps and lists stay in memory too, and small ones take far more than what is in them.</summary>
    private const int StepsOfMap = 8;

    private const int StepsOfList = 2;
    private const int DeepestNesting = 10_000;
    private const int StepsBetweenLooksAtTheClock = 4096;
    private static readonly RandomNumberGenerator SystemRandom = RandomNumberGenerator.Create();
    private readonly long _start = clock.GetTimestamp();
    private long _steps;
    private long _nextLook = StepsBetweenLooksAtTheClock;

    public TemplateLimits Limits { get; } = limits;

    public TimeProvider Clock { get; } = clock;

    /// <summary>Where random functions draw from; the system's own generator unless another was given.</summary>
    public RandomNumberGenerator Random { get; init; } = SystemRandom;

    /// <summary>Regular expressions of this rendering.</summary>
    public Remembered<Regexp> Patterns { get; } = new();

    /// <summary>Constraints on versions of this rendering.</summary>
    public Remembered<VersionRange> VersionRanges { get; } = new();

    /// <summary>What goes oddly in it.</summary>
    public Remarks Remarks { get; } = new();

    /// <summary>Counts steps done or about to be done.</summary>
    /// <exception cref="LimitError">There are none left, or the time is over.</exception>
    public void Spend(long steps = 1)
    {
        _steps += steps;
        if (_steps < _nextLook)
        {
            return;
        }

        _nextLook = _steps + StepsBetweenLooksAtTheClock;
        if (_steps > Limits.Steps)
        {
            throw new LimitError(TemplateLimit.Steps, $"exceeded the limit of {Limits.Steps} steps");
        }

        if (Clock.GetElapsedTime(_start) > Limits.Time)
        {
            throw new LimitError(TemplateLimit.Time, $"exceeded the limit of {Limits.Time.TotalSeconds} seconds");
        }
    }

    /// <summary>Asks for room for a text of so many bytes, before it is made.</summary>
    /// <exception cref="LimitError">The text would be longer than an output may be.</exception>
    public void Reserve(long bytes)
    {
        if (bytes > Limits.OutputBytes)
        {
            throw LimitError.Output(Limits);
        }

        Spend(1 + (bytes / BytesPerStep));
    }

    /// <summary>Asks for room for a map of so many entries.</summary>
    /// <exception cref="LimitError">There are not that many steps left, or the time is over.</exception>
    public void ReserveMap(int entries) => Spend(StepsOfMap + ((long)StepsOfEntry * entries));

    /// <summary>Asks for room for a list of so many elements.</summary>
    /// <exception cref="LimitError">There are not that many steps left, or the time is over.</exception>
    public void ReserveList(int elements) => Spend(StepsOfList + (long)elements);

    /// <summary>Looks at how deep a function has gone into a value. A map can be put into itself, so there may be no end.</summary>
    /// <exception cref="LimitError">It is deeper than any JSON document may be.</exception>
    public static void CheckNesting(int depth)
    {
        if (depth > DeepestNesting)
        {
            throw new LimitError(TemplateLimit.Depth, $"exceeded the limit of {DeepestNesting} values inside each other");
        }
    }
}
