using Coffer.Templates.Re2;

namespace Coffer.Templates.Tests.Re2;

/// <summary>Counts the steps of matches, and stops them at a limit.</summary>
internal sealed class StepCounter(long limit = long.MaxValue) : IStepBudget
{
    public long Steps { get; private set; }

    public void Spend(long steps)
    {
        Steps += steps;
        if (Steps > limit)
        {
            throw new OutOfStepsException();
        }
    }
}
