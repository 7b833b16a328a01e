use super::*;
use std::path::PathBuf;

fn texts(reader: &mut Reader) -> Vec<String> {
    reader.read(100).unwrap().into_iter().map(|(_, bytes)| String::from_utf8(bytes).unwrap()).collect()
}

fn segment_files(dir: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "segment"));
    files.sort();
    files
}

#[test]
fn reads_behind_the_writer() {
    let dir = tempfile::tempdir().unwrap();
    let (journal, mut reader) = Journal::open(dir.path()).unwrap();
    assert!(texts(&mut reader).is_empty());
    journal.append(b"one").unwrap();
    journal.append(b"two").unwrap();
    assert_eq!(texts(&mut reader), ["one", "two"]);
    journal.append(b"three").unwrap();
    assert_eq!(texts(&mut reader), ["three"]);
}

#[test]
fn what_was_not_acknowledged_comes_again() {
    let dir = tempfile::tempdir().unwrap();
    let (journal, mut reader) = Journal::open(dir.path()).unwrap();
    for text in ["one", "two", "three"] {
        journal.append(text.as_bytes()).unwrap();
    }
    let records = reader.read(2).unwrap();
    reader.acknowledge(records[0].0).unwrap();
    drop((journal, reader));

    let (journal, mut reader) = Journal::open(dir.path()).unwrap();
    journal.append(b"four").unwrap();
    let records = reader.read(100).unwrap();
    let earlier = records.iter().filter(|(position, _)| *position <= reader.boot_end()).count();
    assert_eq!(records.iter().map(|(_, bytes)| bytes.as_slice()).collect::<Vec<_>>(), [&b"two"[..], b"three", b"four"]);
    assert_eq!(earlier, 2);
    reader.acknowledge(records[2].0).unwrap();
    assert_eq!(segment_files(dir.path()).len(), 1, "finished segments are removed");
}

#[test]
fn a_torn_tail_is_left_out_and_a_damaged_record_skipped() {
    let dir = tempfile::tempdir().unwrap();
    let (journal, reader) = Journal::open(dir.path()).unwrap();
    for text in ["one", "two", "three"] {
        journal.append(text.as_bytes()).unwrap();
    }
    drop((journal, reader));
    let file = segment_files(dir.path()).remove(0);
    let mut bytes = std::fs::read(&file).unwrap();
    let second = HEADER + "one".len();
    bytes[second + HEADER] ^= 1;
    bytes.truncate(bytes.len() - 2);
    std::fs::write(&file, bytes).unwrap();

    let (journal, mut reader) = Journal::open(dir.path()).unwrap();
    journal.append(b"four").unwrap();
    assert_eq!(texts(&mut reader), ["one", "four"]);
}

#[test]
fn segments_are_cut_and_read_in_order() {
    let dir = tempfile::tempdir().unwrap();
    let (journal, mut reader) = Journal::open(dir.path()).unwrap();
    let big = vec![7; RECORD_BYTES];
    for _ in 0..6 {
        journal.append(&big).unwrap();
    }
    assert_eq!(segment_files(dir.path()).len(), 2);
    assert_eq!(reader.read(100).unwrap().len(), 6);
    assert!(journal.append(&vec![0; RECORD_BYTES + 1]).is_err());
}

#[test]
fn a_folder_has_one_owner() {
    let dir = tempfile::tempdir().unwrap();
    let open = Journal::open(dir.path()).unwrap();
    assert!(Journal::open(dir.path()).err().unwrap().to_string().contains("in use by another hub"));
    drop(open);
    Journal::open(dir.path()).unwrap();
}

#[test]
fn concurrent_writers_lose_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (journal, mut reader) = Journal::open(dir.path()).unwrap();
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let journal = journal.clone();
            scope.spawn(move || (0..200).for_each(|n| journal.append(format!("{writer}-{n}").as_bytes()).unwrap()));
        }
    });
    let mut all: Vec<_> = (0..20).flat_map(|_| texts(&mut reader)).collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 1600);
}
