namespace Coffer.Templates.Re2;

/// <summary>Pays for the work of matching, so that a caller with a limit of its own can stop it.</summary>
public interface IStepBudget
{
    /// <summary>
    /// Called now and then during a match and once at its end. To give up, it throws; the exception goes through the engine unchanged.
    /// </summary>
    /// <param name="steps">Work done since the last call, in visits of an instruction; more than zero.</param>
    void Spend(long steps);
}
