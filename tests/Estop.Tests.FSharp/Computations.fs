/// What the compiler makes state machines and closures of: seq, task, async, mailboxes.
module Estop.Tests.FSharp.Computations

open System
open System.Threading.Tasks

let private numbers n =
    seq {
        for i in 0 .. n do
            if i % 2 = 0 then yield i
        yield! [ 100; 200 ]
    }

let rec private tree depth =
    seq {
        if depth > 0 then
            yield! tree (depth - 1)
            yield depth
            yield! tree (depth - 1)
    }

let private summed n =
    task {
        let mutable sum = 0
        for i in 1 .. n do
            do! Task.Yield()
            sum <- sum + i
        while sum % 7 <> 0 do
            sum <- sum + 1
        return sum
    }

let private cleaned (log: ResizeArray<string>) =
    task {
        try
            try
                use _ = { new IDisposable with member _.Dispose() = log.Add "disposed" }
                do! Task.Yield()
                failwith "fail"
                return 0
            with Failure message ->
                log.Add message
                return 1
        finally
            log.Add "finally"
    }

let private later n =
    async {
        let mutable n = n
        while n < 100 do
            do! Async.Sleep 0
            n <- n * 3
        return n
    }

let private asked () =
    use box =
        MailboxProcessor.Start(fun inbox ->
            let rec loop total =
                async {
                    let! (n: int, reply: AsyncReplyChannel<int>) = inbox.Receive()
                    reply.Reply(total + n)
                    return! loop (total + n)
                }
            loop 0)
    [ for n in 1 .. 3 -> box.PostAndReply(fun reply -> n, reply) ] |> List.map string |> String.concat "."

let Results () : Task<string> =
    task {
        let log = ResizeArray()
        let! sum = summed 5
        let! caught = cleaned log
        let! thrice = later 2
        let! both = Async.Parallel [ later 1; later 5 ]
        return
            String.Join(
                " ",
                [ yield string (Seq.sum (numbers 9))
                  yield String.Join(".", tree 3)
                  yield string sum
                  yield string caught
                  yield String.Join(".", log)
                  yield string thrice
                  yield! Array.map string both
                  yield asked () ]
            )
    }

let EndlessSequence (ready: Action) =
    let ones = seq { while true do yield 1 }
    ready.Invoke()
    for one in ones do
        ignore one

let EndlessInASequence (ready: Action) =
    let silent = seq {
        yield 1
        ready.Invoke()
        while true do
            if Environment.TickCount64 < 0L then yield 2
    }
    for one in silent do
        ignore one

let EndlessTask (ready: Action) : Task =
    task {
        ready.Invoke()
        while true do
            do! Task.Yield()
    }

let EndlessTaskWithHandlers (ready: Action) : Task =
    task {
        ready.Invoke()
        while true do
            try
                do! Task.Delay 1
                failwith "again"
            with _ -> ()
    }

let EndlessTaskWithoutAwaiting (ready: Action) : Task =
    task {
        do! Task.Yield()
        ready.Invoke()
        let mutable n = 0
        while n >= 0 do
            n <- 0
    }

let EndlessDelay (ready: Action) : Task =
    task {
        ready.Invoke()
        do! Task.Delay -1
    }
