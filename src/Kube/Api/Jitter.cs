namespace Coffer.Kube.Api;

/// <summary>Spreads times so that silos and watches don't march in step.</summary>
/// <param name="next">Random numbers in [0, 1).</param>
internal sealed class Jitter(Func<double> next)
{
    /// <summary>The time and up to a fifth more.</summary>
    public TimeSpan Stretch(TimeSpan time) => time * (1 + 0.2 * next());

    /// <summary>A time between the two.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most) => least + (most - least) * next();

    /// <summary>Exponential back-off: between half and the whole of <c>first * 2^attempt</c>, at most <paramref name="most"/>.</summary>
    /// <param name="first">Ceiling of the first wait.</param>
    /// <param name="most">Ceiling of all waits.</param>
    /// <param name="attempt">0 for the first wait.</param>
    public TimeSpan BackOff(TimeSpan first, TimeSpan most, int attempt)
    {
        var ceiling = first * Math.Pow(2, Math.Min(attempt, 20));
        return (ceiling > most ? most : ceiling) * (0.5 + 0.5 * next());
    }
}
