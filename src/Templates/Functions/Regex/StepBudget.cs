using Coffer.Templates.Calls;
using Coffer.Templates.Re2;

namespace Coffer.Templates.Functions.Regex;

/// <summary>Lets the rendering pay for matching. A visit of an instruction costs far less than a step of a template.</summary>
internal sealed class StepBudget(Budget budget) : IStepBudget
{
    private const int VisitsOfAStep = 16;

    public void Spend(long steps) => budget.Spend(1 + (steps / VisitsOfAStep));
}
