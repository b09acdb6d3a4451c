namespace Estop.Workers;

/// <summary>Where a run is to execute, and why there.</summary>
/// <param name="Where">One of the three places; never <see cref="Containment.Auto"/>.</param>
/// <param name="Why">In words.</param>
internal readonly record struct ContainmentChoice(Containment Where, string Why)
{
    /// <summary>Chooses for the next run.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="requested">What its start asked for; null when it did not say.</param>
    /// <param name="hasChildren">Whether the service has child processes.</param>
    public static ContainmentChoice Of(Kind kind, Containment? requested, bool hasChildren)
    {
        if (kind.IsProgram)
        {
            return new ContainmentChoice(Containment.OwnProcess, "The kind is a program.");
        }

        if (requested is { } asked and not Containment.Auto)
        {
            return new ContainmentChoice(asked, "The start of the worker asks for it.");
        }

        if (kind.Containment != Containment.Auto)
        {
            return new ContainmentChoice(kind.Containment, "The kind is registered so.");
        }

        if (!hasChildren)
        {
            return new ContainmentChoice(Containment.InProcess, "The service has no child processes.");
        }

        if (!kind.RunsInChildren)
        {
            return new ContainmentChoice(
                Containment.InProcess, "The kind is not among those that the child processes of the service know.");
        }

        if (kind.IsUnwoven)
        {
            return new ContainmentChoice(
                Containment.OwnProcess, "The code of the kind is not woven: only where it waits could a stop in its process reach it.");
        }

        if (kind.WasAbandoned)
        {
            return new ContainmentChoice(Containment.OwnProcess, "A run of the kind was abandoned in the service's process.");
        }

        return kind.HeldUpBy is { } cause
            ? new ContainmentChoice(Containment.OwnProcess, $"In the service's process a stop may have to wait for {cause}.")
            : new ContainmentChoice(
                Containment.InProcess, "The weaver found nothing in it that a stop has to wait for, and no run of it was abandoned.");
    }
}
