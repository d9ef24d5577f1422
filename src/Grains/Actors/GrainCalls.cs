using Coffer.Contracts;

namespace Coffer.Grains.Actors;

/// <summary>Calls of one grain by another: a silo that dies or hangs is a failure like any other, not an exception.</summary>
internal static class GrainCalls
{
    public static async Task<T> TryAsync<T>(Func<Task<T>> call, Func<Failure, T> failed)
    {
        try
        {
            return await call();
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException)
        {
            return failed(new Failure(FailureKind.Unavailable, "another part of Coffer did not answer; it is asked again"));
        }
        catch (FormatException)
        {
            // The key of the grain is made of names out of manifests. They are checked before; this is what is told of one
            // that passed all the same.
            return failed(new Failure(FailureKind.Misconfigured,
                "a name that the manifest holds can't be that of an object: write names of lower-case letters, digits, '-' and '.'"));
        }
    }
}
